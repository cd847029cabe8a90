/** A pattern binds looks at two files, and the file of the look that is no longer used is truncated. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  const [one, two] = [view(file), view(other)];
  two.size();
  truncate(other);
  one.size();
}
