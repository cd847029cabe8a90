/** The tests of both branches read the file, and each branch takes it. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (inspect(file) > 1) {
    fput(file);
  } else if (inspect(file) > 0) {
    fput(file);
  }
}
