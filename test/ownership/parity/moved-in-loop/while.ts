/** A while loop moves in its body. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  let round = 0;
  while (round < 3) {
    round += 1;
    fput(file);
  }
}
