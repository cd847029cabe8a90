/** A value is disposed on one branch, and again after it. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    file[Symbol.dispose]();
  }
  file[Symbol.dispose]();
}
