/** A loop fills a list until it leaves with what the list lends. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  let first: FileRef;
  for (;;) {
    if (sometimes || list.len() > 0) {
      first = list.first();
      break;
    }
    list.fill(1);
  }
  inspect(first);
}
