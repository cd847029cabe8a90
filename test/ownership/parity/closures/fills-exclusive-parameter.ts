/** A closure fills a list that its function was lent exclusively. */
import { type Exclusive, FileList, FileRef, once, type Task } from "../prelude.js";

function grow(list: Exclusive<FileList>): void {
  once(() => list.fill(1));
}

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  grow(list);
}
