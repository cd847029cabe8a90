/**
 * A syscall installs, then faults on user memory. In mainline the descriptor stays open and the program never learns
 * its number; per task, returning the error takes it back.
 *
 * The shape of "install, then copy_to_user": CVE-2022-22942 tried to undo it by hand, which is worse.
 */
import {
  allocUser,
  FileDescriptorReservation,
  FileRef,
  syscall,
  type SchemeName,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

function installThenTell(current: Task, user: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    current.putUser(user, number);
  });
}

function faulting(scheme: SchemeName, violates?: string): Scenario {
  return scenario({
    name: `a fault after the install, ${scheme} reservations`,
    kernel: { scheme },
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: { caller: (current, { user }) => installThenTell(current, user) },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const mainline = faulting("table", "the call failed and yet fd 0 is open");
export const tagged = faulting("tagged");
