/** A branch fills a list and returns; what the list lent is read on the other path. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  if (sometimes) {
    list.fill(1);
    return;
  }
  inspect(first);
}
