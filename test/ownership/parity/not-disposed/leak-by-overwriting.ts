/** A variable gets another value while it still owns the first. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  let file = FileRef.anonInodeGetfile(current);
  inspect(file);
  file = FileRef.anonInodeGetfile(current);
  fput(file);
}
