/** Each iteration of a loop disposes what it makes. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  for (let round = 0; round < 3; round++) {
    using file: FileRef = FileRef.anonInodeGetfile(current);
    inspect(file);
  }
}
