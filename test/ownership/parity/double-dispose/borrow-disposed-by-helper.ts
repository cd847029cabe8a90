/** A helper disposes the value that it only borrows. */
import { FileRef, type Task } from "../prelude.js";

function helper(file: FileRef): void {
  file[Symbol.dispose]();
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
}
