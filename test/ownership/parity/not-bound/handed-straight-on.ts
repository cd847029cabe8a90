/** A value goes straight from the call that makes it to the call that takes it. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  fput(FileRef.anonInodeGetfile(current));
}
