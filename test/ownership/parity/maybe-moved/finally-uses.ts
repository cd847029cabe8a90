/** A finally block uses what the try block may have given away. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  try {
    if (sometimes) fput(file);
  } finally {
    inspect(file);
  }
}
