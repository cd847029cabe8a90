/** A caught error skips the only disposal of a value. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = FileRef.anonInodeGetfile(current);
  try {
    if (sometimes) throw new Error("refused");
    fput(file);
  } catch {
    return;
  }
}
