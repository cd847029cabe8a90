/** An array keeps looks at two files, and one of them is truncated after the last look. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  const seen = [view(file), view(other)];
  for (const one of seen) {
    one.size();
  }
  truncate(other);
}
