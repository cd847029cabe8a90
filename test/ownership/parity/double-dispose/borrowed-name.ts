/** A second name borrows from the one that disposes the value. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const again = file;
  inspect(again);
}
