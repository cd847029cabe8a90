/** A helper ends the value that it was handed, and the caller ends it again. */
import { FileRef, type Move, type Task } from "../prelude.js";

function helper(file: Move<FileRef>): void {
  file[Symbol.dispose]();
}

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  helper(file);
  file[Symbol.dispose]();
}
