/** The branch that moves puts another value there. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  let file = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    fput(file);
    file = FileRef.anonInodeGetfile(current);
  }
  fput(file);
}
