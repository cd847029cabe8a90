/** A `using` variable is bound to a value that was given away before. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  fput(file);
  using own = file;
  inspect(own);
}
