/** A variable that may be empty is filled before it is given away. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  let file: FileRef;
  if (sometimes) {
    file = FileRef.anonInodeGetfile(current);
  } else {
    file = FileRef.anonInodeGetfile(current);
  }
  fput(file);
}
