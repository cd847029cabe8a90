/** Each iteration makes a cursor, uses it, and fills the list. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  for (let round = 0; round < 2; round++) {
    const cursor = list.cursor();
    cursor.next();
    list.fill(1);
  }
}
