/** A look is turned to other files on both branches, and the first file is truncated. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  using third: FileRef = FileRef.anonInodeGetfile(current);
  let seen = view(file);
  seen.size();
  if (sometimes) {
    seen = view(other);
  } else {
    seen = view(third);
  }
  truncate(file);
  seen.size();
}
