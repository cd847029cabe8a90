/**
 * The control message of recvmsg has a header, which is written last. When it cannot be written, Linux returns as if it
 * had been: msg_controllen is 0, MSG_CTRUNC is not set, and the descriptors stay open with nobody knowing of them. The call
 * succeeds, so a commit on return publishes them as well.
 */
import { allocUser, FileRef, syscall, type Move, type SchemeName, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

interface Message {
  /** The receiver's to drop. */
  readonly sent: Move<readonly FileRef[]>;
  readonly numbers: number;
  readonly header: number;
}

function recvmsg(current: Task, sent: Move<readonly FileRef[]>, numbers: number, header: number): number {
  return syscall(current, () => {
    current.scmDetachFds(sent, numbers, sent.length, 0, header);
    return 1; // the byte that came with them
  });
}

function receiving(scheme: SchemeName): Scenario {
  return scenario({
    name: `recvmsg cannot write the control header, ${scheme} reservations`,
    kernel: { scheme },
    setup: ({ kernel, init }): Message => ({
      sent: [FileRef.anonInodeGetfile(init), FileRef.anonInodeGetfile(init)],
      numbers: allocUser(kernel, 2),
      header: allocUser(kernel, 1),
    }),
    tasks: { receiver: (current, { sent, numbers, header }) => recvmsg(current, sent, numbers, header) },
    check({ kernel, tasks, shared }) {
      const open = tasks["receiver"]?.openDescriptors().length;
      const told = kernel.memory.load(shared.header);
      if (open !== told) throw new Error(`${open} descriptors are open, and the program is told of ${told}`);
    },
    violates: "2 descriptors are open, and the program is told of 0",
  });
}

export const mainline = receiving("table");
export const tagged = receiving("tagged");
