/** Each branch disposes the value, and nothing follows. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    inspect(file);
    file[Symbol.dispose]();
  } else {
    file[Symbol.dispose]();
  }
}
