/** A list is read after the last step of its cursor. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const cursor = list.cursor();
  cursor.next();
  list.len();
}
