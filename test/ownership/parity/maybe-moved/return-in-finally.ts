/** A finally block that only reads runs before the move of the return. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): number {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  try {
    current.mayFail("ENOMEM", "work");
  } finally {
    inspect(file);
  }
  return file.intoRaw();
}
