/** An endless loop ends where it gives the file away. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file: FileRef = FileRef.anonInodeGetfile(current);
  while (true) {
    if (sometimes || inspect(file) === 0) {
      fput(file);
      return;
    }
  }
}
