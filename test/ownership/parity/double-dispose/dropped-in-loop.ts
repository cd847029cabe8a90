/** A loop disposes the same value in each iteration. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  const file = FileRef.anonInodeGetfile(current);
  for (let round = 0; round < 2; round++) {
    file[Symbol.dispose]();
  }
}
