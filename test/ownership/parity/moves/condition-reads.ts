/** The condition of a branch reads the file, which the branch takes. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (inspect(file) > 0) {
    fput(file);
  }
}
