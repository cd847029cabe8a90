/** Two variables swap their values, and each is given away once. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  let first = FileRef.anonInodeGetfile(current);
  let second = FileRef.anonInodeGetfile(current);
  [first, second] = [second, first];
  fput(first);
  fput(second);
}
