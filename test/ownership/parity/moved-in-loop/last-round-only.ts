/** A flag leads to the move, and the loop ends there by return. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 3; round++) {
    if (sometimes) {
      fput(file);
      return;
    }
    inspect(file);
  }
}
