/** A value without `using` is given away. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  fput(file);
}
