/** Each iteration truncates what the list lends exclusively. */
import { FileList, FileRef, type Task, truncate } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  for (let round = 0; round < 2; round++) {
    const next = list.firstMut();
    truncate(next);
  }
}
