/** A closure that fills a list is called with the same list as its argument. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const grow = (other: FileList): void => list.fill(other.len());
  grow(list);
}
