/** A loop fills a list and then reads what the list lent before the loop. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  for (;;) {
    list.fill(1);
    if (sometimes || list.len() > 0) {
      break;
    }
    inspect(first);
  }
}
