/** An exclusive borrow is no ownership either. */
import { type Exclusive, FileRef, fput, type Task } from "../prelude.js";

function helper(file: Exclusive<FileRef>): void {
  fput(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
}
