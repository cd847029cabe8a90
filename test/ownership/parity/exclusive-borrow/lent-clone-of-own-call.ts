/** A clone of what a list lends is an argument of a call that takes the list exclusively. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const copy = list.first().clone();
  list.add(copy);
}
