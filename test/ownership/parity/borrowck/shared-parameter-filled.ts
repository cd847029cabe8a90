/** A function fills a list that it was lent for reading. */
import { FileList, FileRef, type Task } from "../prelude.js";

function grow(list: FileList): void {
  list.fill(1);
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  grow(list);
}
