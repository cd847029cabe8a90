/** A look is taken on one branch, and used after the file was truncated. */
import { FileRef, type Task, truncate, View, view } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  let seen: View | undefined;
  if (sometimes) {
    seen = view(file);
  }
  truncate(file);
  if (seen !== undefined) {
    seen.size();
  }
}
