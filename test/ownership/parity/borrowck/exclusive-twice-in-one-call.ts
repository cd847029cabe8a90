/** One call gets two exclusive borrows from the same list. */
import { exchange, FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  exchange(list.firstMut(), list.firstMut());
}
