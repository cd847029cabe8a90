/** One call borrows the same file exclusively twice. */
import { exchange, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  exchange(file, file);
}
