/** A call takes any number of files, as the last step. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function takeAll(...files: Move<FileRef[]>): void {
  for (const file of files) fput(file);
}

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  inspect(second);
  takeAll(first, second);
}
