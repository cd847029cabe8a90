/** Small syscalls that the races are made of. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";

/** The smallest table that can grow: one word of two bits. */
export const small = { bitsPerLong: 2, nrOpen: 8 } as const;

/** Opens one file: reserve, create, commit. */
export function open(current: Task): number {
  return openWith(current, 0);
}

/** Opens one file; its private data tells it from a file that had its memory before. */
export function openWith(current: Task, privateData: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const file = FileRef.anonInodeGetfile(current, 0, 0, privateData);
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

/** Looks a descriptor up and lets go of the file again. */
export function lookUp(current: Task, number: number): number {
  return syscall(current, () => {
    using file = current.fget(number);
    void file;
  });
}
