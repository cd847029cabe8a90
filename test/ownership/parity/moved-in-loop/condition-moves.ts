/** The condition of a loop gives the file away. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function gave(file: Move<FileRef>): boolean {
  fput(file);
  return false;
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  while (gave(file)) {
    current.close(1);
  }
}
