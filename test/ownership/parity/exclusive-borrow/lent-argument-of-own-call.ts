/** What a list lends is an argument of a call that takes the list exclusively. */
import { type Exclusive, FileList, FileRef, type Task } from "../prelude.js";

function fill(target: Exclusive<FileList>, source: FileRef): void {
  void [target.len(), source.privateData];
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  fill(list, list.first());
}
