/** A value is bound before it is lent. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  inspect(file);
}
