/** A look is turned to another file on one branch, and the first file is truncated. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  let seen = view(file);
  if (sometimes) {
    seen = view(other);
  }
  truncate(file);
  seen.size();
}
