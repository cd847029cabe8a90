/** A branch takes the file and loops for ever. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (inspect(file) > 1) {
    fput(file);
    for (;;) {
      current.close(1);
    }
  }
  inspect(file);
}
