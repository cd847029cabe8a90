/** A function gives away a file that it only borrows. */
import { FileRef, fput, type Task } from "../prelude.js";

function helper(file: FileRef): void {
  fput(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
}
