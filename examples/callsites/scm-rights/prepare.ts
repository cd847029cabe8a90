/**
 * recvmsg with SCM_RIGHTS and FD_PREPARE: one file after the other, as receive_fd() does. What the files are
 * together, a message of which a prefix may arrive, is outside of what one variable can say.
 *
 * Mirrors `scm_detach_fds` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.19).
 */
import { OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { MSG_CTRUNC, scenarioOf } from "./scenario.js";

/** One file of the message: nothing may fail once it is published. */
function receiveFd(current: Task, file: raw.FilePointer, user: number, flags: number): number {
  const refused = raw.mayFail(current, "EACCES", "security_file_receive");
  if (refused < 0) return refused;
  using fdf = prepare.fdPrepare(current, flags, () => raw.getFile(current, file));
  if (fdf.err !== 0) return fdf.err;
  const fault = raw.putUser(current, user, prepare.fdPrepareFd(fdf));
  return fault < 0 ? fault : prepare.fdPublish(fdf);
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

export const below = scenarioOf("prepare: five files, below the limit", recvmsg, 5, 5);
export const at = scenarioOf("prepare: five files, three fit", recvmsg, 5, 3, { rlimitNofile: 3 });
