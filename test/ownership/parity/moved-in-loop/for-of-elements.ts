/** A loop takes each element of a list that it owns. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  const files = [FileRef.anonInodeGetfile(current), FileRef.anonInodeGetfile(current)];
  for (const file of files) {
    fput(file);
  }
}
