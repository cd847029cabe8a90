/** Each iteration fills the list before it moves the cursor of the round before. */
import { type Cursor, FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  let cursor: Cursor | undefined;
  for (let round = 0; round < 2; round++) {
    list.fill(1);
    cursor ??= list.cursor();
    cursor.next();
  }
}
