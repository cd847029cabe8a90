/** An inner loop goes on with the outer one after it moved. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  outer: for (let a = 0; a < 2; a++) {
    for (let b = 0; b < 2; b++) {
      fput(file);
      continue outer;
    }
  }
}
