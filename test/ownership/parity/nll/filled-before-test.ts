/** A list is filled between the search and the test of what was found. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const found = list.find(0);
  list.fill(1);
  if (found !== undefined) {
    inspect(found);
  }
}
