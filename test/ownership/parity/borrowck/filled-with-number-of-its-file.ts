/** A list is filled with a number that is read from a file of it. */
import { FileList, FileRef, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.fill(view(list.first()).size());
}
