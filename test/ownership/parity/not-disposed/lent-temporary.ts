/** A value is made only to be lent: Rust drops it at the end of the statement, JavaScript does not. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  inspect(FileRef.anonInodeGetfile(current));
}
