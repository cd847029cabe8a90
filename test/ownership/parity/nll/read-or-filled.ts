/** One branch reads what a list lent, the other one fills the list. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  if (sometimes) {
    inspect(first);
  } else {
    list.fill(1);
  }
}
