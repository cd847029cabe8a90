/** A pattern binds looks at two files, and the file of the look that is used is truncated. */
import { FileRef, type Task, truncate, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  const [one, two] = [view(file), view(other)];
  one.size();
  truncate(other);
  two.size();
}
