/** A closure that fills a list is called with another list as its argument. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  using other = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const grow = (from: FileList): void => list.fill(from.len());
  grow(other);
}
