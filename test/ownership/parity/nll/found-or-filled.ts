/** What is found in a list is read, and the list is filled where nothing was found. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const found = list.find(0);
  if (found !== undefined) {
    inspect(found);
  } else {
    list.fill(1);
  }
}
