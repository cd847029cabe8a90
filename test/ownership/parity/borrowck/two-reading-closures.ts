/** Two closures that read the same list are alive at once. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const one = (): number => list.len();
  const two = (): number => list.len();
  one();
  two();
  one();
}
