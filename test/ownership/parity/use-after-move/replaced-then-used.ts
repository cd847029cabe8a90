/** A variable gets a new value after the move, and may be used again. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  let file = FileRef.anonInodeGetfile(current);
  fput(file);
  file = FileRef.anonInodeGetfile(current);
  inspect(file);
  fput(file);
}
