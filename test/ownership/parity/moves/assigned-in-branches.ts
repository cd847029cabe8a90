/** A variable gets one of two files and is given away. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  let chosen: FileRef;
  if (sometimes) {
    chosen = first;
  } else {
    chosen = second;
  }
  fput(chosen);
}
