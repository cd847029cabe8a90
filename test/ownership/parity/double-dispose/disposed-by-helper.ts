/** A helper disposes the value that it was given, and the caller disposes it again. */
import { FileRef, type Move, type Task } from "../prelude.js";

function helper(file: Move<FileRef>): void {
  file[Symbol.dispose]();
}

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  helper(file);
  file[Symbol.dispose]();
}
