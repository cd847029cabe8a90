/**
 * recvmsg with SCM_RIGHTS as a transaction: as many files as a message can carry, which spill from task_struct into
 * a page; the prefix that fits, as Linux delivers it, or all or nothing.
 *
 * The steps of `scm_detach_fds` (net/core/scm.c, Linux 6.x) under the per-task design of Al Viro's proposal.
 */
import { OpenFlags, syscall, type FileRef, type Move, type Task } from "fd-reservation";
import { MSG_CTRUNC, SCM_MAX_FD, scenarioOf } from "./scenario.js";

/** Receives the files; the message's flags go to user space after the numbers, and how many is the result. */
export function recvmsg(
  current: Task,
  sent: Move<readonly FileRef[]>,
  numbers: number,
  msgFlags: number,
): number {
  return syscall(current, () => {
    const { installed, truncated } = current.scmDetachFds(sent, numbers, SCM_MAX_FD, OpenFlags.O_CLOEXEC);
    // A fault here takes every descriptor back. In mainline they stay open, and the program never learns of them.
    current.putUser(msgFlags, truncated ? MSG_CTRUNC : 0);
    return installed;
  });
}

export const full = scenarioOf("transaction: 253 files", recvmsg, SCM_MAX_FD, SCM_MAX_FD, {
  scheme: "tagged",
});
export const prefix = scenarioOf("transaction: the prefix that fits", recvmsg, 5, 3, {
  scheme: "tagged",
  rlimitNofile: 3,
});
export const allOrNothing = scenarioOf("transaction: all or nothing", recvmsg, 5, 0, {
  scheme: "tagged",
  rlimitNofile: 3,
  scmRights: "all-or-nothing",
});
