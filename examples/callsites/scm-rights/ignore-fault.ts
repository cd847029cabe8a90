/**
 * recvmsg with SCM_RIGHTS and the fault ignored: a file whose number could not be written is open and counts as received.
 * Linux does so already when the header of the control message cannot be written.
 *
 * The steps of `scm_detach_fds` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.19).
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { MSG_CTRUNC, scenarioOf } from "./scenario.js";

/** One file of the message: nothing fails once it is published. */
function receiveFd(current: Task, file: raw.FilePointer, user: number, flags: number): number {
  const refused = raw.mayFail(current, "EACCES", "security_file_receive");
  if (refused < 0) return refused;
  const fd = ignoreFault.fdAdd(current, flags, () => raw.getFile(current, file));
  if (fd >= 0) ignoreFault.tellUser(current, user, fd);
  return fd;
}

export function recvmsg(current: Task, sent: readonly FileRef[], numbers: number, msgFlags: number): number {
  return syscall(current, () => {
    const files = sent.map((file) => file.intoRaw() as raw.FilePointer); // scm->fp
    let installed = 0;
    for (const file of files) {
      if (receiveFd(current, file, numbers + installed, OpenFlags.O_CLOEXEC) < 0) break;
      installed++;
    }
    for (const file of files) raw.fput(current, file); // __scm_destroy
    current.kernel.memory.store(msgFlags, installed < sent.length ? MSG_CTRUNC : 0);
    return installed;
  });
}

export const below = scenarioOf("ignore-fault: five files, below the limit", recvmsg, 5, 5);
export const at = scenarioOf("ignore-fault: five files, three fit", recvmsg, 5, 3, { rlimitNofile: 3 });
