/** An object that holds an owned value is returned. */
import { FileRef, inspect, type Task } from "../prelude.js";

interface Holder {
  readonly file: FileRef;
}

function make(current: Task): Holder {
  const file = FileRef.anonInodeGetfile(current);
  return { file };
}

export function program(current: Task): void {
  using file: FileRef = make(current).file;
  inspect(file);
}
