/** What a method lends is bound to a scope that would dispose it. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  using first = list.first();
  inspect(first);
}
