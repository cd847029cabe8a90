/** The condition of a branch borrows from the list that the branch fills. */
import { FileList, FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  if (inspect(list.first()) > 0) {
    list.fill(1);
  }
}
