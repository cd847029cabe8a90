/** A value is the caller's from the return on. */
import { FileRef, inspect, type Task } from "../prelude.js";

function make(current: Task): FileRef {
  const file = FileRef.anonInodeGetfile(current);
  inspect(file);
  return file;
}

export function program(current: Task): void {
  using file: FileRef = make(current);
  inspect(file);
}
