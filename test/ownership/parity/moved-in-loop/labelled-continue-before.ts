/** The iteration that moves the value leaves the loop; earlier ones go on. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  outer: for (let a = 0; a < 2; a++) {
    for (let b = 0; b < 2; b++) {
      if (sometimes) continue outer;
      break outer;
    }
  }
  fput(file);
}
