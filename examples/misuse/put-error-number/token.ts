/** put-error-number, with the reservation token: it cannot be written; the attempt does not compile. See scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";

export function call(current: Task): number {
  return syscall(current, () => {
    try {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      const number = fd.reservedFd();
      fd.commit(FileRef.anonInodeGetfile(current));
      return number;
    } catch (error) {
      // @ts-expect-error: without a reservation there is no token
      fd[Symbol.dispose]();
      throw error;
    }
  });
}
