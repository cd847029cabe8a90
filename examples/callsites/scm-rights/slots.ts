/**
 * recvmsg with SCM_RIGHTS and slots: the call succeeds with the prefix that fits, so a file is staged only after its number
 * went out. One call has 2 + 1,024 slots; recvmmsg, whose messages share them, is `examples/differences/receive-many.ts`.
 *
 * The steps of `scm_detach_fds`, `scm_recv_one_fd` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.12) with fd_prepare
 * and fd_stage of the series of September 2026.
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { MSG_CTRUNC, scenarioOf } from "./scenario.js";

/** One file of the message: nothing may fail once it is staged. */
export function receiveFd(current: Task, file: raw.FilePointer, user: number, flags: number): number {
  const refused = raw.mayFail(current, "EACCES", "security_file_receive");
  if (refused < 0) return refused;
  const slot = slots.fdPrepare(current, flags);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const fault = raw.putUser(current, user, slots.fdPrepareFd(current, slot));
  if (fault < 0) return fault;
  return slots.fdStage(current, slot, raw.getFile(current, file));
}

export function recvmsg(current: Task, sent: readonly FileRef[], numbers: number, msgFlags: number): number {
  return syscall(current, () => {
    const files = sent.map((file) => file.intoRaw() as raw.FilePointer); // scm->fp
    let staged = 0;
    for (const file of files) {
      if (receiveFd(current, file, numbers + staged, OpenFlags.O_CLOEXEC) < 0) break;
      staged++;
    }
    for (const file of files) raw.fput(current, file); // __scm_destroy
    current.kernel.memory.store(msgFlags, staged < sent.length ? MSG_CTRUNC : 0);
    return staged;
  });
}

export const below = scenarioOf("slots: five files, below the limit", recvmsg, 5, 5, { scheme: "slots" });
export const at = scenarioOf("slots: five files, three fit", recvmsg, 5, 3, {
  scheme: "slots",
  rlimitNofile: 3,
});
