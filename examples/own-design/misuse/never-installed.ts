/** never-installed, with a function that makes the file: it cannot be written; see examples/misuse/never-installed. */
import { syscall, type Task } from "fd-reservation";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    // @ts-expect-error: without a file there is no number
    return withFd(current, 0, (fd) => fd);
  });
}
