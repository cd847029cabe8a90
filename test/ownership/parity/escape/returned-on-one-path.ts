/** One path returns what the scope disposes, the other a clone. */
import { FileRef, inspect, type Task } from "../prelude.js";

function make(current: Task, sometimes: boolean): FileRef {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    return file.clone();
  }
  return file;
}

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = make(current, sometimes);
  inspect(file);
}
