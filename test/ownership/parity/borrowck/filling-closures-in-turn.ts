/** Two closures fill the same list, the second made after the last call of the first. */
import { FileList, FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  using list = new FileList();
  list.add(FileRef.anonInodeGetfile(current));
  const one = (): void => list.fill(1);
  one();
  const two = (): void => list.fill(2);
  two();
}
