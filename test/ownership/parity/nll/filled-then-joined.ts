/** One branch fills a list, and after both branches what the list lent is read. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  if (sometimes) {
    list.fill(1);
  } else {
    inspect(first);
  }
  inspect(first);
}
