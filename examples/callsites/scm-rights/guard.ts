/**
 * recvmsg with SCM_RIGHTS and scope-based clean-up: one scope for each file.
 *
 * Mirrors `scm_detach_fds` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { MSG_CTRUNC, scenarioOf } from "./scenario.js";

/** One file of the message: nothing may fail once it is installed. */
function receiveFd(current: Task, file: raw.FilePointer, user: number, flags: number): number {
  const refused = raw.mayFail(current, "EACCES", "security_file_receive");
  if (refused < 0) return refused;
  using fd = guard.getUnusedFd(current, flags);
  if (fd.fd < 0) return fd.fd;
  const fault = raw.putUser(current, user, fd.fd);
  if (fault < 0) return fault;
  raw.fdInstall(current, fd.fd, raw.getFile(current, file));
  return guard.takeFd(fd);
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

export const below = scenarioOf("guard: five files, below the limit", recvmsg, 5, 5);
export const at = scenarioOf("guard: five files, three fit", recvmsg, 5, 3, { rlimitNofile: 3 });
