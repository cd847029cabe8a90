/** clean-up-of-error, with the reservation token: it cannot be written; the attempt does not compile. See scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";

export function call(current: Task): number {
  return syscall(current, () => {
    try {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      using file = FileRef.anonInodeGetfile(current);
      const number = fd.reservedFd();
      fd.commit(file);
      return number;
    } catch (error) {
      // @ts-expect-error: a file that was not made has no name
      file[Symbol.dispose]();
      throw error;
    }
  });
}
