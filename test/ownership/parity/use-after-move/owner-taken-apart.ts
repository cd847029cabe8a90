/** An owner is taken apart and used again. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  const list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.intoFirst();
  fput(first);
  list.len();
}
