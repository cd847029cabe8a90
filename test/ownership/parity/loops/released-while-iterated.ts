/** A loop over a list gives the list away. */
import { FileList, FileRef, inspect, release, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  for (const file of list.iter()) {
    inspect(file);
    release(list);
  }
}
