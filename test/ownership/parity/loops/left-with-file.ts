/** A loop makes files and leaves with the first that fits. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  let found: FileRef;
  for (;;) {
    const file: FileRef = FileRef.anonInodeGetfile(current);
    if (sometimes || inspect(file) === 0) {
      found = file;
      break;
    }
    fput(file);
  }
  fput(found);
}
