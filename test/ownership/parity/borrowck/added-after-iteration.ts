/** A list is iterated, and grows afterwards. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  for (const file of list.iter()) {
    inspect(file);
  }
  list.fill(1);
}
