/** Receiving files over a socket: SCM_RIGHTS, one descriptor at a time. */
import { toAddress, toInt } from "./argument.js";
import type { Kernel } from "./kernel.js";
import { fput, getFile } from "./file.js";
import { prepare } from "./slots.js";
import { putUser } from "./user.js";

/**
 * Gives the task a descriptor for a file, and its number to user space before anybody can use it.
 *
 * Mirrors `receive_fd` (Linux 6.8): reserve, write the number, install; where the scheme has a commit, prepare and stage. The
 * caller keeps its own reference.
 *
 * @param kernel - The kernel.
 * @param task - The receiving task.
 * @param file - The file's address.
 * @param user - Where the number goes in user memory; 0, NULL, when it is to be written nowhere, as in `pidfd_getfd`.
 * @param flags - O_CLOEXEC or 0.
 * @returns The descriptor, or -EMFILE, -ENOMEM or -EFAULT.
 *
 * @public
 */
export function receiveFd(kernel: Kernel, task: number, file: number, user: number, flags: number): number {
  task = toAddress(kernel, "receiveFd", "task", task);
  file = toInt("receiveFd", "file", file);
  user = toInt("receiveFd", "user", user);
  flags = toInt("receiveFd", "flags", flags);
  return receiveOne(kernel, task, file, flags, (fd) => (user === 0 ? 0 : putUser(kernel, user, fd)));
}

/** Reserves, tells user space the number with `tell`, and installs. */
function receiveOne(
  kernel: Kernel,
  task: number,
  file: number,
  flags: number,
  tell: (fd: number) => number,
): number {
  const { scheme } = kernel;
  const slot = prepare(kernel, task, flags);
  if (slot < 0) return slot;
  const fd = scheme.slotFd(kernel, task, slot);
  const result = tell(fd);
  if (result < 0) {
    scheme.abandon(kernel, task, slot);
    return result;
  }
  getFile(kernel, file);
  scheme.stage(kernel, task, slot, file);
  return fd;
}

/**
 * What a receiver got of the files that were sent.
 *
 * @public
 */
export interface ScmRights {
  /** How many were installed: a prefix of what was sent. */
  readonly installed: number;
  /** MSG_CTRUNC: the rest was dropped. */
  readonly truncated: boolean;
  /**
   * How many of the installed ones the control message tells of, by msg_controllen: all, or 0 when its header could not be
   * written. Linux then returns as if nothing had happened, without MSG_CTRUNC: they are open, and nobody knows of them.
   */
  readonly announced: number;
}

/**
 * Receives the files of a message: installs the prefix that fits, drops the rest. It is not all-or-nothing, unless
 * the kernel's scheme can take a prefix back and does ({@link PerTaskOptions.scmRights}).
 *
 * Mirrors `scm_detach_fds` and `scm_destroy` (Linux 6.x). Consumes the message's references. The header of the control
 * message comes last, when the descriptors can no longer be taken back.
 *
 * @param kernel - The kernel.
 * @param task - The receiving task.
 * @param sent - The addresses of the files, each with a reference that the message holds.
 * @param user - Where the numbers go in user memory; at 0, in a NULL buffer, the first one faults.
 * @param room - How many numbers the receiver's buffer holds.
 * @param flags - O_CLOEXEC (for MSG_CMSG_CLOEXEC) or 0.
 * @param header - Where the header goes in user memory, one word for its three; left out, it is not written.
 *
 * @public
 */
export function scmDetachFds(
  kernel: Kernel,
  task: number,
  sent: readonly number[],
  user: number,
  room: number,
  flags: number,
  header?: number,
): ScmRights {
  task = toAddress(kernel, "scmDetachFds", "task", task);
  user = toInt("scmDetachFds", "user", user);
  // A hole of the array, which forEach would leave out, is none.
  for (const [index, file] of sent.entries()) toInt("scmDetachFds", `sent[${index}]`, file);
  room = toInt("scmDetachFds", "room", room);
  flags = toInt("scmDetachFds", "flags", flags);
  if (header !== undefined) header = toInt("scmDetachFds", "header", header);
  const received: number[] = [];
  for (const file of sent.slice(0, Math.max(0, room))) {
    // The numbers lie behind a header: in a NULL buffer as well, their address is none of C's NULL, and writing faults.
    const tell = (fd: number): number => putUser(kernel, user + received.length, fd);
    const fd = receiveOne(kernel, task, file, flags, tell);
    if (fd < 0) break;
    received.push(fd);
  }
  const isWhole = received.length === sent.length;
  const installed = isWhole ? received.length : kernel.scheme.truncated(kernel, task, received);
  const announced = header === undefined ? installed : putCmsgHeader(kernel, header, installed);
  for (const file of sent) fput(kernel, file);
  return { installed, truncated: installed < sent.length, announced };
}

/** Writes the header of a control message with `count` descriptors, if it has any; how many msg_controllen then tells of. */
export function putCmsgHeader(kernel: Kernel, header: number, count: number): number {
  return count > 0 && putUser(kernel, header, count) < 0 ? 0 : count;
}
