/** The handler takes the file and calls what never returns. */
import { FileRef, fput, inspect, stop, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  try {
    current.mayFail("ENOMEM", "work");
  } catch {
    fput(file);
    stop();
  }
  inspect(file);
}
