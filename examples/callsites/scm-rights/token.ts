/**
 * recvmsg with SCM_RIGHTS: each file is reserved, its number written out, and installed, one after the other; the
 * first that fails ends the loop, and what was installed stays. It is not all-or-nothing.
 *
 * Mirrors `scm_detach_fds`, `scm_recv_one_fd` and `receive_fd` (net/core/scm.c, fs/file.c, Linux 6.x).
 */
import {
  allocUser,
  Errno,
  FileDescriptorReservation,
  FileRef,
  OpenFlags,
  syscall,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** Message flag: some of the files were dropped. */
const MSG_CTRUNC = 8;

/** One file of the message: nothing may fail once it is installed. */
function receiveFd(current: Task, file: FileRef, user: number, flags: number): void {
  current.mayFail("EACCES", "security_file_receive");
  FileDescriptorReservation.getUnusedFdFlags(current, flags);
  using fd: FileDescriptorReservation = current.reservation;
  current.putUser(user, fd.reservedFd());
  fd.commit(file.clone());
}

/** Receives what fits; the message's own references are dropped either way. */
export function scmDetachFds(current: Task, sent: readonly FileRef[], user: number, flags: number): number {
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

export function recvmsg(current: Task, sent: readonly FileRef[], user: number, msgFlags: number): number {
  return syscall(current, () => {
    const installed = scmDetachFds(current, sent, user, OpenFlags.O_CLOEXEC);
    current.kernel.memory.store(msgFlags, installed < sent.length ? MSG_CTRUNC : 0);
    return installed;
  });
}

function receiving(name: string, files: number, rlimitNofile: number): Scenario {
  return scenario({
    name,
    kernel: { rlimitNofile },
    setup: ({ kernel, init }) => ({
      sent: Array.from({ length: files }, () => FileRef.anonInodeGetfile(init)),
      user: allocUser(kernel, files),
      msgFlags: allocUser(kernel, 1),
    }),
    tasks: { receiver: (current, { sent, user, msgFlags }) => recvmsg(current, sent, user, msgFlags) },
    check({ kernel, shared, tasks, results, failures }) {
      const { words } = kernel.memory;
      const received = results["receiver"] ?? 0;
      const open = tasks["receiver"]?.openDescriptors() ?? [];
      const told = Array.from(words.subarray(shared.user, shared.user + received));
      if (String(told) !== String(open)) throw new Error(`user space was told ${told} and ${open} are open`);
      const expected = Math.min(files, rlimitNofile);
      if (failures.length === 0 && received !== expected)
        throw new Error(`${received} of ${expected} received`);
      if ((words[shared.msgFlags] === MSG_CTRUNC) !== received < files)
        throw new Error("MSG_CTRUNC is wrong");
    },
  });
}

export const below = receiving("SCM_RIGHTS: five files, below the limit", 5, 64);
export const at = receiving("SCM_RIGHTS: five files, three fit", 5, 3);
