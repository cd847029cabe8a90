/** Each iteration truncates what the list lent exclusively in the one before. */
import { FileList, FileRef, type Task, truncate } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  let last: FileRef | undefined;
  for (let round = 0; round < 2; round++) {
    const next = list.firstMut();
    if (last !== undefined) truncate(last);
    last = next;
  }
}
