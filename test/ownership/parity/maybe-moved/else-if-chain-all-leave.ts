/** Every branch that gives the file away leaves. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = inspect(file);
  if (size > 4) {
    fput(file);
    return;
  } else if (sometimes) {
    fput(file);
    return;
  }
  inspect(file);
}
