/** A look is turned to another file, and the first file is truncated. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  let seen = view(file);
  seen.size();
  seen = view(other);
  truncate(file);
  seen.size();
}
