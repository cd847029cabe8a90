/** A function gives away a file that it was given. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function helper(file: Move<FileRef>): void {
  fput(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
}
