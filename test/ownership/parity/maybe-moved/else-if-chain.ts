/** One of three branches gives the file away. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = inspect(file);
  if (size > 4) {
    inspect(file);
  } else if (sometimes) {
    fput(file);
  } else {
    inspect(file);
  }
  inspect(file);
}
