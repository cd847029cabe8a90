/**
 * recvmsg with SCM_RIGHTS as a transaction: as many files as a message can carry, which spill from task_struct into
 * a page; the prefix that fits, as Linux delivers it, or all or nothing.
 *
 * The steps of `scm_detach_fds` (net/core/scm.c, Linux 6.x) under the per-task design of Al Viro's mail.
 */
import { allocUser, FileRef, OpenFlags, syscall, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** SCM_MAX_FD: how many files one message carries at most. */
const SCM_MAX_FD = 253;
/** Message flag: some of the files were dropped. */
const MSG_CTRUNC = 8;

/** Receives the files; the message's flags go to user space after the numbers, and the length is the result. */
export function recvmsg(current: Task, sent: readonly FileRef[], numbers: number, msgFlags: number): number {
  return syscall(current, () => {
    const { installed, truncated } = current.scmDetachFds(sent, numbers, SCM_MAX_FD, OpenFlags.O_CLOEXEC);
    // A fault here takes every descriptor back. In mainline they stay open, and the program never learns of them.
    current.putUser(msgFlags, truncated ? MSG_CTRUNC : 0);
    return installed;
  });
}

function receiving(name: string, files: number, kernel: KernelOptions, expected: number): Scenario {
  return scenario({
    name,
    kernel: { reservations: "per-task", ...kernel },
    setup: ({ kernel, init }) => ({
      sent: Array.from({ length: files }, () => FileRef.anonInodeGetfile(init)),
      numbers: allocUser(kernel, SCM_MAX_FD),
      msgFlags: allocUser(kernel, 1),
    }),
    tasks: {
      receiver: (current, { sent, numbers, msgFlags }) => recvmsg(current, sent, numbers, msgFlags),
    },
    check({ kernel, shared, tasks, results, failures }) {
      const received = results["receiver"] ?? 0;
      const open = tasks["receiver"]?.openDescriptors() ?? [];
      const { words } = kernel.memory;
      if (open.length !== Math.max(received, 0)) {
        throw new Error(`recvmsg said ${received} and ${open.length} are open`);
      }
      const told = Array.from(words.subarray(shared.numbers, shared.numbers + open.length));
      if (String(told) !== String(open)) throw new Error(`user space was told ${told} and ${open} are open`);
      if (failures.length === 0 && received !== expected)
        throw new Error(`${received} received, not ${expected}`);
      if (received >= 0 && (words[shared.msgFlags] === MSG_CTRUNC) !== received < files) {
        throw new Error("MSG_CTRUNC does not say whether files were dropped");
      }
    },
  });
}

export const full = receiving("SCM_RIGHTS as a transaction: 253 files", SCM_MAX_FD, {}, SCM_MAX_FD);
export const prefix = receiving(
  "SCM_RIGHTS as a transaction: the prefix that fits",
  5,
  { rlimitNofile: 3 },
  3,
);
export const allOrNothing = receiving(
  "SCM_RIGHTS as a transaction: all or nothing",
  5,
  { rlimitNofile: 3, scmRights: "all-or-nothing" },
  0,
);
