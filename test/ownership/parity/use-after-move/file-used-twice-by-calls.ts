/** Two calls take the same file. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fput(file);
  fput(file);
}
