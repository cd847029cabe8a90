/**
 * Three files are received where two fit. In mainline the prefix stays, and also when the call then fails (question 7:
 * success and failure of the whole call are too coarse). Per task the prefix stays when the call succeeds, by default;
 * a call that fails takes it back; and by option nothing is installed unless all fit.
 */
import { allocUser, FileRef, syscall, type KernelOptions, type Move, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

const EIO = -5;

interface Message {
  /** The receiver's to drop. */
  readonly sent: Move<readonly FileRef[]>;
  readonly numbers: number;
}

function receive(current: Task, sent: Move<readonly FileRef[]>, numbers: number, fails: boolean): number {
  return syscall(current, () => {
    const { installed } = current.scmDetachFds(sent, numbers, sent.length, 0);
    return fails ? EIO : installed;
  });
}

function receiving(how: string, kernel: KernelOptions, fails: boolean, open: number): Scenario {
  return scenario({
    name: `three files where two fit, ${fails ? "then a failure" : "then success"}, ${how}`,
    kernel: { rlimitNofile: 2, ...kernel },
    setup: ({ kernel, init }): Message => ({
      sent: Array.from({ length: 3 }, () => FileRef.anonInodeGetfile(init)),
      numbers: allocUser(kernel, 3),
    }),
    tasks: { receiver: (current, { sent, numbers }) => void receive(current, sent, numbers, fails) },
    check({ tasks, failures }) {
      const found = tasks["receiver"]?.openDescriptors().length;
      if (failures.length === 0 && found !== open) throw new Error(`${found} are open, not ${open}`);
    },
  });
}

const taggedKernel: KernelOptions = { scheme: "tagged" };
const allOrNothingKernel: KernelOptions = { scheme: "tagged", scmRights: "all-or-nothing" };

export const mainline = receiving("mainline", {}, false, 2);
export const mainlineFailing = receiving("mainline", {}, true, 2);
export const tagged = receiving("tagged", taggedKernel, false, 2);
export const taggedFailing = receiving("tagged", taggedKernel, true, 0);
export const allOrNothing = receiving("tagged, all or nothing", allOrNothingKernel, false, 0);
