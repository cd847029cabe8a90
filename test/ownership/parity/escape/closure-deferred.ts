/** A closure that borrows a local runs when the local is gone. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  queueMicrotask(() => {
    inspect(file);
  });
}
