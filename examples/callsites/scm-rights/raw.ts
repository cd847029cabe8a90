/**
 * recvmsg receives files in a message (SCM_RIGHTS). Each file is reserved, its number written out, and installed, one
 * after the other; the first that fails ends the loop, and what was installed stays.
 *
 * Mirrors `scm_detach_fds`, `scm_recv_one_fd` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.12).
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { MSG_CTRUNC, scenarioOf } from "./scenario.js";

/** One file of the message: nothing may fail once it is installed. */
function receiveFd(current: Task, file: raw.FilePointer, user: number, flags: number): number {
  const refused = raw.mayFail(current, "EACCES", "security_file_receive");
  if (refused < 0) return refused;
  const fd = raw.getUnusedFdFlags(current, flags);
  if (fd < 0) return fd;
  const fault = raw.putUser(current, user, fd);
  if (fault < 0) {
    raw.putUnusedFd(current, fd);
    return fault;
  }
  raw.fdInstall(current, fd, raw.getFile(current, file));
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
    // A fault here would leave open descriptors that the program never learns of: Linux ignores it.
    current.kernel.memory.store(msgFlags, installed < sent.length ? MSG_CTRUNC : 0);
    return installed;
  });
}

export const below = scenarioOf("raw: five files, below the limit", recvmsg, 5, 5);
export const at = scenarioOf("raw: five files, three fit", recvmsg, 5, 3, { rlimitNofile: 3 });
