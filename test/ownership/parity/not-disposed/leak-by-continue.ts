/** A loop's `continue` skips the disposal of what the iteration made. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  for (let round = 0; round < 3; round++) {
    const file = FileRef.anonInodeGetfile(current);
    if (sometimes) continue;
    fput(file);
  }
}
