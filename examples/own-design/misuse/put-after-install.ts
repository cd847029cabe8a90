/** put-after-install, with a function that makes the file: it cannot be written; see examples/misuse/put-after-install. */
import { FileRef, syscall, type Task } from "fd-reservation";
import * as scoped from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = scoped.withFd(current, 0, () => FileRef.anonInodeGetfile(current));
    // @ts-expect-error: the scope gives back, nobody else
    scoped.putUnusedFd(current, fd);
    return -5;
  });
}
