/** The iteration that moves is the last. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 3; round++) {
    fput(file);
    break;
  }
}
