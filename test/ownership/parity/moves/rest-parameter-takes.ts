/** A call takes any number of files, and one of them is read afterwards. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function takeAll(...files: Move<FileRef[]>): void {
  for (const file of files) fput(file);
}

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  takeAll(first, second);
  inspect(second);
}
