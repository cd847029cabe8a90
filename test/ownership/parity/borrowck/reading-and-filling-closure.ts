/** A closure that reads a list is called after another closure filled it. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const one = (): number => list.len();
  const two = (): void => list.fill(1);
  two();
  one();
}
