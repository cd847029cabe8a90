/** A closure that runs later takes along a number. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = inspect(file);
  queueMicrotask(() => {
    void size;
  });
}
