/** The task unshares after the block of the reservation. */
import type { Exclusive, Task } from "../prelude.js";

export function program(current: Exclusive<Task>): void {
  if (current.tryReserve(0)) {
    using fd = current.reservation;
    fd.reservedFd();
  }
  current.unshareFiles();
}
