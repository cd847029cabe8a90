/** What the set-ups of the public records share: an open descriptor for a file. */
import { FileDescriptorReservation, syscall, type FileRef, type Move, type Task } from "fd-reservation";

/** Installs a file in the lowest free descriptor. */
export function installed(init: Task, file: Move<FileRef>): number {
  return syscall(init, () => {
    FileDescriptorReservation.getUnusedFdFlags(init, 0);
    using fd: FileDescriptorReservation = init.reservation;
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}
