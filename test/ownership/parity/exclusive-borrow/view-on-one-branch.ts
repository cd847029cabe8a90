/** A look is taken on one branch only, and used there. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    const seen = view(file);
    seen.size();
  }
  truncate(file);
}
