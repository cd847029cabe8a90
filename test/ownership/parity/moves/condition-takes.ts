/** The condition of a branch takes the file, which the branch reads. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function gave(file: Move<FileRef>): boolean {
  fput(file);
  return true;
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (gave(file)) {
    inspect(file);
  }
}
