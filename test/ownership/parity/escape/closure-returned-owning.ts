/** A closure that takes its value along is returned. */
import { FileRef, inspect, type Task } from "../prelude.js";

function make(current: Task): () => number {
  const file = FileRef.anonInodeGetfile(current);
  return () => inspect(file);
}

export function program(current: Task): void {
  make(current)();
}
