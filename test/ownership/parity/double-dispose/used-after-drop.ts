/** A value is used after its disposal. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  file[Symbol.dispose]();
  inspect(file);
}
