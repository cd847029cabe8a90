/** A closure that borrows a local is returned. */
import { FileRef, inspect, type Task } from "../prelude.js";

function make(current: Task): () => number {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  return () => inspect(file);
}

export function program(current: Task): void {
  make(current)();
}
