/** A list is taken apart while an element of it is lent. */
import { FileList, FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  const list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.first();
  const owned = list.intoFirst();
  inspect(first);
  fput(owned);
}
