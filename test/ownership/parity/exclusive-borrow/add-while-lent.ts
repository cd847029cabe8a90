/** A list grows while an element of it is lent. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  list.add(FileRef.anonInodeGetfile(current));
  inspect(first);
}
