/** An inner loop gives away what the outer loop's iteration made. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  for (let a = 0; a < 2; a++) {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    for (let b = 0; b < 2; b++) {
      fput(file);
    }
  }
}
