/** One call borrows the same file exclusively and shared. */
import { copyInto, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  copyInto(file, file);
}
