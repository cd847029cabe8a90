/** A branch takes the file and calls what never returns. */
import { FileRef, fput, inspect, stop, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    fput(file);
    stop();
  }
  inspect(file);
}
