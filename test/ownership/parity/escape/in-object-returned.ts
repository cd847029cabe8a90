/** An object that holds a bound value is returned. */
import { FileRef, inspect, type Task } from "../prelude.js";

interface Holder {
  readonly file: FileRef;
}

function make(current: Task): Holder {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  return { file };
}

export function program(current: Task): void {
  inspect(make(current).file);
}
