/**
 * recvmsg with SCM_RIGHTS: each file is reserved, its number written out, and installed, one after the other; the
 * first that fails ends the loop, and what was installed stays. It is not all-or-nothing.
 *
 * Mirrors `scm_detach_fds`, `scm_recv_one_fd` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.x).
 */
import {
  Errno,
  FileDescriptorReservation,
  OpenFlags,
  syscall,
  type FileRef,
  type Move,
  type Task,
} from "fd-reservation";
import { MSG_CTRUNC, scenarioOf } from "./scenario.js";

/** One file of the message: nothing may fail once it is installed. */
function receiveFd(current: Task, file: FileRef, user: number, flags: number): void {
  current.mayFail("EACCES", "security_file_receive");
  FileDescriptorReservation.getUnusedFdFlags(current, flags);
  using fd: FileDescriptorReservation = current.reservation;
  current.putUser(user, fd.reservedFd());
  fd.commit(file.clone());
}

/** Receives what fits; the message's own references are dropped either way. */
function scmDetachFds(current: Task, sent: Move<readonly FileRef[]>, user: number, flags: number): number {
  let installed = 0;
  try {
    for (const file of sent) {
      receiveFd(current, file, user + installed, flags);
      installed++;
    }
  } catch (error) {
    if (!(error instanceof Errno)) throw error; // the prefix stays: MSG_CTRUNC tells the program
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
