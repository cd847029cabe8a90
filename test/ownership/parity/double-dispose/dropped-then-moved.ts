/** A value is given away after its disposal. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  file[Symbol.dispose]();
  fput(file);
}
