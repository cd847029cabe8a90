/** A closure that fills a list is called for the last time before the list is read. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const grow = (): void => list.fill(1);
  grow();
  list.len();
}
