/** A method that takes its receiver is called as a function, and the receiver is used afterwards. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  using first: FileRef = FileList.prototype.intoFirst.call(list);
  inspect(first);
  list.len();
}
