/** What the scenarios of the bugs share: a file to begin with. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";

/** Opens one file: reserve, create, commit. */
export function open(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current);
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

/** The address of the file that a descriptor names: a pointer without a reference. */
export function slotOf(current: Task, fd: number): number {
  return current.table?.slots.find((slot) => slot.fd === fd)?.value ?? 0;
}
