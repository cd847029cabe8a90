/** The condition of a loop makes the file that it takes. */
import { FileRef, fput, type Move, type Task } from "../prelude.js";

function gave(file: Move<FileRef>): boolean {
  fput(file);
  return false;
}

export function program(current: Task): void {
  while (gave(FileRef.anonInodeGetfile(current))) {
    current.close(1);
  }
}
