/** One call borrows the same file shared twice. */
import { compare, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  compare(file, file);
}
