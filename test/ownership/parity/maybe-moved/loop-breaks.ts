/** A loop may give the file away before it breaks. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  for (;;) {
    if (sometimes) {
      fput(file);
      break;
    }
    break;
  }
  inspect(file);
}
