/** A callback truncates the file that it is lent exclusively. */
import { FileList, FileRef, type Task, truncate } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.eachMut((file) => truncate(file));
}
