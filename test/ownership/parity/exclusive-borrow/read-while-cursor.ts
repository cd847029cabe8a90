/** A list is read while a cursor walks it. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const cursor = list.cursor();
  list.len();
  cursor.next();
}
