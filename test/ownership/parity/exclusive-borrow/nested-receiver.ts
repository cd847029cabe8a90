/** A list is an argument of the exclusive call on it. */
import { type Exclusive, FileList, FileRef, type Task } from "../prelude.js";

function fill(target: Exclusive<FileList>, source: FileList): void {
  void [target.len(), source.len()];
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  fill(list, list);
}
