/** A value is disposed by hand, once. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  inspect(file);
  file[Symbol.dispose]();
}
