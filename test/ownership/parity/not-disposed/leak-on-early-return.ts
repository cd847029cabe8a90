/** An early return forgets a value that was not bound with `using`. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    return;
  }
  fput(file);
}
