/** Two exclusive borrows of a list overlap. */
import { exchange, FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const first = list.firstMut();
  const second = list.firstMut();
  exchange(first, second);
}
