/** An owner is taken apart, and only its part is used. */
import { FileList, FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  const list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  list.len();
  const first = list.intoFirst();
  fput(first);
}
