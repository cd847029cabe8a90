/** Two variables would dispose the same value. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using again = file;
  inspect(again);
}
