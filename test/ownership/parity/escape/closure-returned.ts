/** A closure that borrows a local is returned. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

function make(file: Move<FileRef>): () => number {
  using own = file;
  return () => inspect(own);
}

export function program(current: Task): void {
  make(FileRef.anonInodeGetfile(current))();
}
