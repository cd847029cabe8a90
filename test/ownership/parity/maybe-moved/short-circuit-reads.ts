/** The right side of `&&` only reads. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const done = sometimes && inspect(file) > 0;
  void done;
  fput(file);
}
