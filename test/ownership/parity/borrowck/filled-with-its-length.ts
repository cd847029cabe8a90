/** A list is filled with its own length: the argument is read before the exclusive call. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.fill(list.len());
}
