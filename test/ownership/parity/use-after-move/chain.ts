/** A value goes through a chain of owners. */
import { FileRef, fput, passOn, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fput(passOn(passOn(file)));
}
