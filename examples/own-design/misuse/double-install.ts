/** double-install, with a function that makes the file: it cannot be written; see examples/misuse/double-install. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    // @ts-expect-error: one number, one file
    return withFd(current, 0, () => [FileRef.anonInodeGetfile(current), FileRef.anonInodeGetfile(current)]);
  });
}
