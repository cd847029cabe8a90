/** The task unshares where no reservation was made. */
import type { Task } from "../prelude.js";

export function program(current: Task): void {
  if (!current.tryReserve(0)) {
    current.unshareFiles();
    return;
  }
  using fd = current.reservation;
  fd.reservedFd();
}
