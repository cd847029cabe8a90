/** A loop takes each element of a list of its own. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  const files = [FileRef.anonInodeGetfile(current), FileRef.anonInodeGetfile(current)];
  for (const file of files) {
    fput(file);
  }
}
