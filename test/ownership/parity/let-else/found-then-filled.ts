/** What was found in a list is read after the list was filled. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const found = list.find(0);
  if (found === undefined) return;
  list.fill(1);
  inspect(found);
}
