/** A loop empties a list whose length its condition reads. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  while (list.len() > 0) {
    const file = list.pop();
    if (file !== undefined) fput(file);
  }
}
