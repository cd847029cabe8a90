/** number-made-up, with the reservation token: it cannot be written; the attempt does not compile. See scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";

export function call(current: Task): number {
  return syscall(current, () => {
    // @ts-expect-error: only reserving makes a token
    using fd: FileDescriptorReservation = new FileDescriptorReservation(current.kernel, current.address, 5);
    fd.commit(FileRef.anonInodeGetfile(current));
    return 5;
  });
}
