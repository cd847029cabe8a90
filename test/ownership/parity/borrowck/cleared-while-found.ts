/** A list is cleared between finding a file in it and reading the file. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const found = list.find(0);
  if (found !== undefined) {
    list.clear();
    inspect(found);
  }
}
