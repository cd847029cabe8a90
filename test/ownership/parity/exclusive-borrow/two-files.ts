/** One call borrows two files exclusively. */
import { exchange, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  exchange(first, second);
}
