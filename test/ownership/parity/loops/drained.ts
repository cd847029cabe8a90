/** A callback takes each file of a list that is drained. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.drain((file) => fput(file));
}
