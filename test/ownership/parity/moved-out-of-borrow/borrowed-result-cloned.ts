/** What a method lends is cloned, and the clone is given away. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first().clone();
  fput(first);
}
