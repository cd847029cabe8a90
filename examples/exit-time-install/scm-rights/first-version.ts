/**
 * recvmsg with SCM_RIGHTS in C as the first version of the answer has it: the call succeeds with the prefix that fits, and a
 * number that is reserved without a file is a BUG on success. So the one whose telling faults is given back by hand.
 *
 * The steps of `scm_detach_fds`, `scm_recv_one_fd` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.12), as Al Viro's
 * message has them (20240915193443.GK2825852@ZenIV).
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { MSG_CTRUNC, scenarioOf } from "../../callsites/scm-rights/scenario.js";

/** One file of the message. */
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
    current.kernel.memory.store(msgFlags, installed < sent.length ? MSG_CTRUNC : 0);
    return installed;
  });
}

export default scenarioOf("first-version: five files, below the limit", recvmsg, 5, 5, { scheme: "tagged" });
