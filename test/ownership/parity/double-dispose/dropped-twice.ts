/** A value is disposed twice by hand. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  file[Symbol.dispose]();
  file[Symbol.dispose]();
}
