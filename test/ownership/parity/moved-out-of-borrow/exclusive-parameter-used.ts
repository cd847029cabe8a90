/** An exclusive borrow is used as one. */
import { type Exclusive, FileRef, fput, inspect, type Task, truncate } from "../prelude.js";

function helper(file: Exclusive<FileRef>): void {
  truncate(file);
  inspect(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  helper(file);
  fput(file);
}
