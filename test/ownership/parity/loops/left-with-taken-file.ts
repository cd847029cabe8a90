/** A loop gives each file away and leaves with one of them. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  let found: FileRef;
  for (;;) {
    const file: FileRef = FileRef.anonInodeGetfile(current);
    const size = inspect(file);
    fput(file);
    if (sometimes || size === 0) {
      found = file;
      break;
    }
  }
  fput(found);
}
