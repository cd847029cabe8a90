/** The handler gives the file away and goes on to where it is read. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  try {
    current.mayFail("ENOMEM", "work");
  } catch {
    fput(file);
  }
  inspect(file);
}
