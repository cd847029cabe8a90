/** put-foreign, with the reservation token: it cannot be written; the attempt does not compile. See scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import type { Shared } from "./scenario.js";

export function call(current: Task, { fd }: Shared): number {
  return syscall(current, () => {
    // @ts-expect-error: only a token gives its own number back
    FileDescriptorReservation.putUnusedFd(current, fd);
    return -5;
  });
}
