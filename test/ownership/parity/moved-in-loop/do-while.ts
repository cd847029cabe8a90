/** A do loop may run again after it moved. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  do {
    fput(file);
  } while (sometimes);
}
