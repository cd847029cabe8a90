/** A closure that fills a list is called after somebody else read the list. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const grow = (): void => list.fill(1);
  list.len();
  grow();
}
