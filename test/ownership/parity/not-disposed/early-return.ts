/** An early return leaves a bound value behind, which is disposed all the same. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    return;
  }
  inspect(file);
}
