/** A variable is emptied before its value is given away, and filled again. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  let waiting: FileRef | undefined = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 2; round++) {
    if (waiting !== undefined) {
      fput(waiting);
    }
    waiting = FileRef.anonInodeGetfile(current);
  }
  if (waiting !== undefined) {
    fput(waiting);
  }
}
