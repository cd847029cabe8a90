/** Each iteration gives a file away on one branch and makes a new one on the other. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  let file: FileRef = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 2; round++) {
    if (sometimes) {
      fput(file);
    } else {
      file[Symbol.dispose]();
      file = FileRef.anonInodeGetfile(current);
    }
  }
  fput(file);
}
