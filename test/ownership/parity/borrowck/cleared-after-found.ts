/** A file is found in a list and read, and then the list is cleared. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const found = list.find(0);
  if (found !== undefined) {
    inspect(found);
    list.clear();
  }
}
