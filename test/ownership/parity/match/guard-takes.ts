/** The test of the first branch takes the file, and the test of the second reads it. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function gave(file: Move<FileRef>): boolean {
  fput(file);
  return false;
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (gave(file)) {
    current.close(1);
  } else if (inspect(file) > 0) {
    current.close(2);
  }
}
