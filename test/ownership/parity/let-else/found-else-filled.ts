/** The way out fills the list in which nothing was found. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const found = list.find(0);
  if (found === undefined) {
    list.fill(1);
    return;
  }
  inspect(found);
}
