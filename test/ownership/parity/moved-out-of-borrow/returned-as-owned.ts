/** A borrowed parameter is returned as if it were owned. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function helper(file: FileRef): Move<FileRef> {
  return file;
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fput(helper(file));
}
