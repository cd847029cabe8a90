/** A value is disposed with its block. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    inspect(file);
  }
  current.mayFail("ENOMEM", "work");
}
