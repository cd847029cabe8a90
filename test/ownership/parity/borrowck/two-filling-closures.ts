/** Two closures that fill the same list are alive at once. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const one = (): void => list.fill(1);
  const two = (): void => list.fill(2);
  one();
  two();
}
