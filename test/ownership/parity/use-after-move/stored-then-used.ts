/** A value is used after an owner took it. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  const file = FileRef.anonInodeGetfile(current);
  list.add(file);
  inspect(file);
}
