/** Each iteration gives the file to a call and binds what comes back to another name. */
import { FileRef, fput, passOn, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 2; round++) {
    const other = passOn(file);
    fput(other);
  }
}
