/** The right side of `&&` gives the file away. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function gave(file: Move<FileRef>): boolean {
  fput(file);
  return true;
}

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const done = sometimes && gave(file);
  void done;
  inspect(file);
}
