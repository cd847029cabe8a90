/** A thread's code borrows a file of this thread. */
import { FileRef, inspect, spawn, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  spawn(current, () => {
    inspect(file);
  });
}
