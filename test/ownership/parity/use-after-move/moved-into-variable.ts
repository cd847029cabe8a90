/** A value moved to another variable is used there. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  const other = file;
  inspect(other);
  fput(other);
}
