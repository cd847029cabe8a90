/** A look at a file is in scope, but no longer used, when the file is truncated. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  seen.size();
  truncate(file);
}
