/** A loop looks at a file, which is truncated after the loop. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  for (let round = 0; round < 2; round++) {
    seen.size();
  }
  truncate(file);
}
