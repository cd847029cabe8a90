/** A file is truncated while it is looked at, in a loop. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  for (let round = 0; round < 2; round++) {
    truncate(file);
    seen.size();
  }
}
