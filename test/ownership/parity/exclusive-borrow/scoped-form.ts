/** The scoped form reserves for the length of a function. */
import type { Exclusive, Task } from "../prelude.js";

export function program(current: Exclusive<Task>): void {
  current.reserving(0, (fd, current) => {
    current.close(fd.reservedFd());
  });
  current.unshareFiles();
}
