/**
 * recvmsg with SCM_RIGHTS and one token for as many descriptors as there are: the first step that fails ends the
 * loop, the prefix is committed and the rest is given back. Linux reserves, writes and installs file by file; what the
 * program sees in the end is the same.
 *
 * The steps of `scm_detach_fds`, `scm_recv_one_fd` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.x).
 */
import {
  Errno,
  FileDescriptorReservations,
  OpenFlags,
  syscall,
  type FileRef,
  type Move,
  type Task,
} from "fd-reservation";
import { MSG_CTRUNC, scenarioOf } from "./scenario.js";

/** Receives what fits; the message's own references are dropped either way. */
function scmDetachFds(current: Task, sent: Move<readonly FileRef[]>, user: number, flags: number): number {
  let installed = 0;
  try {
    FileDescriptorReservations.getUnusedFdsUpTo(current, sent.length, flags);
    using fds: FileDescriptorReservations = current.reservations;
    const files: FileRef[] = [];
    try {
      for (const [index, fd] of fds.reservedFds().entries()) {
        current.mayFail("EACCES", "security_file_receive");
        current.putUser(user + index, fd);
        files.push((sent[index] as FileRef).clone());
      }
    } catch (error) {
      if (!(error instanceof Errno)) throw error; // the prefix arrives: MSG_CTRUNC tells the program
    }
    installed = files.length;
    fds.commitPrefix(files);
  } catch (error) {
    if (!(error instanceof Errno)) throw error; // not one fits
  }
  for (const file of sent) file[Symbol.dispose]();
  return installed;
}

export function recvmsg(
  current: Task,
  sent: Move<readonly FileRef[]>,
  numbers: number,
  msgFlags: number,
): number {
  const total = sent.length;
  return syscall(current, () => {
    const installed = scmDetachFds(current, sent, numbers, OpenFlags.O_CLOEXEC);
    // A fault here would leave open descriptors that the program never learns of: Linux ignores it.
    current.kernel.memory.store(msgFlags, installed < total ? MSG_CTRUNC : 0);
    return installed;
  });
}

export const below = scenarioOf("token: five files, below the limit", recvmsg, 5, 5);
export const at = scenarioOf("token: five files, three fit", recvmsg, 5, 3, { rlimitNofile: 3 });
