/** A function binds to its own scope what it was only lent. */
import { FileRef, inspect, type Task } from "../prelude.js";

function helper(file: FileRef): void {
  using own = file;
  inspect(own);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
}
