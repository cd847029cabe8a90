/** A closure that is called once takes the file in each iteration. */
import { FileRef, fput, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 2; round++) {
    once(() => fput(file));
  }
}
