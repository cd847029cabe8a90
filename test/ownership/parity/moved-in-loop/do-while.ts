/** A do loop may run again after it moved. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  let round = 0;
  do {
    fput(file);
    round += 1;
  } while (sometimes && round < 2);
}
