/** A flag prevents the second iteration, which rustc cannot see. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  let done = false;
  for (let round = 0; round < 3; round++) {
    if (!done) {
      fput(file);
      done = true;
    }
  }
}
