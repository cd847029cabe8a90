/** Each iteration gives the file to a call and gets it back. */
import { FileRef, fput, passOn, type Task } from "../prelude.js";

export function program(current: Task): void {
  let file: FileRef = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 2; round++) {
    file = passOn(file);
  }
  fput(file);
}
