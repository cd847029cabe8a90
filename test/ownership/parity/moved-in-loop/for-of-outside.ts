/** A loop over numbers gives away a file from outside. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  for (const number of [1, 2]) {
    void number;
    fput(file);
  }
}
