/** An inner loop gives away what its own iteration made. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  for (let a = 0; a < 2; a++) {
    for (let b = 0; b < 2; b++) {
      using file: FileRef = FileRef.anonInodeGetfile(current);
      fput(file);
    }
  }
}
