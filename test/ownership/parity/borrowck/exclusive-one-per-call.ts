/** Each of two calls gets an exclusive borrow from the same list. */
import { FileList, FileRef, type Task, truncate } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  truncate(list.firstMut());
  truncate(list.firstMut());
}
