/** A list is read after it was drained. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.drain((file) => fput(file));
  list.len();
}
