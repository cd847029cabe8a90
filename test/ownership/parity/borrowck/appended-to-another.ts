/** A list is appended to another one by a call that takes its argument. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  using other = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  other.append(list);
}
