/** Each iteration puts another value where it moved one away. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  let file = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 3; round++) {
    fput(file);
    file = FileRef.anonInodeGetfile(current);
  }
  fput(file);
}
