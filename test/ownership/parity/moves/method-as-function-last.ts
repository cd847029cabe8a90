/** A method that takes its receiver is called as a function, as the last step. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.len();
  using first: FileRef = FileList.prototype.intoFirst.call(list);
  inspect(first);
}
