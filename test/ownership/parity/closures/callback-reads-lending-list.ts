/** A callback reads the list that lends it each file. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.each((file) => {
    inspect(file);
    list.len();
  });
}
