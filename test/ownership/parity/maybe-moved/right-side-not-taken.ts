/** A condition gives the file away on its right side, and only the other way reads it. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function gave(file: Move<FileRef>): boolean {
  fput(file);
  return true;
}

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (!sometimes) {
    inspect(file);
    return;
  }
  if (gave(file)) {
    current.close(1);
  }
}
