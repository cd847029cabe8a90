/** Two levels of branches, of which one path moves. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    if (current.openDescriptors().length === 0) {
      fput(file);
    }
  } else {
    inspect(file);
  }
  inspect(file);
}
