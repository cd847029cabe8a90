/** A loop empties a list while its condition reads what the list lent. */
import { FileList, FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  while (inspect(first) > 0) {
    const file = list.pop();
    if (file !== undefined) fput(file);
  }
}
