/** A returned value is disposed by no scope. */
import { FileRef, inspect, type Task } from "../prelude.js";

function make(current: Task): FileRef {
  const file = FileRef.anonInodeGetfile(current);
  return file;
}

export function program(current: Task): void {
  using file: FileRef = make(current);
  inspect(file);
}
