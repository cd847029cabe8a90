/** A function binds to its own scope what it was handed. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

function helper(file: Move<FileRef>): void {
  using own = file;
  inspect(own);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
}
