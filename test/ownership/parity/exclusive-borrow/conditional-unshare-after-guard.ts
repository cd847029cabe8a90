/** The task unshares where no reservation was made. */
import type { Exclusive, Task } from "../prelude.js";

export function program(current: Exclusive<Task>): void {
  if (!current.tryReserve(0)) {
    current.unshareFiles();
    return;
  }
  using fd = current.reservation;
  fd.reservedFd();
}
