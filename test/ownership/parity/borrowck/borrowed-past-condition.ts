/** A branch fills a list and then reads what the list lent before. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  if (inspect(first) > 0) {
    list.fill(1);
    inspect(first);
  }
}
