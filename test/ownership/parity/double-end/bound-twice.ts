/** Two variables would end the same value. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using again = file;
  inspect(again);
}
