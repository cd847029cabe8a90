/** A branch takes the file and calls what returns. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    fput(file);
    current.close(1);
  }
  inspect(file);
}
