/** A value is discarded as soon as it is made. */
import { FileRef, type Task } from "../prelude.js";

export function program(current: Task): void {
  FileRef.anonInodeGetfile(current);
}
