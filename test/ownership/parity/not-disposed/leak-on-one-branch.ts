/** A value is given away on one branch and forgotten on the other. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    fput(file);
  }
}
