/** An owner takes a value, and disposes it with itself. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  const file = FileRef.anonInodeGetfile(current);
  list.add(file);
  inspect(list.first());
}
