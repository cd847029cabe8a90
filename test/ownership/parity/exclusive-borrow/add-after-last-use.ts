/** A list grows after the last use of what it lent. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  inspect(first);
  list.add(FileRef.anonInodeGetfile(current));
}
