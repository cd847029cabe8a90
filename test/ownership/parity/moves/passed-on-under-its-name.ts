/** A variable gets back what a call took from it. */
import { FileRef, fput, passOn, type Task } from "../prelude.js";

export function program(current: Task): void {
  let file: FileRef = FileRef.anonInodeGetfile(current);
  file = passOn(file);
  fput(file);
}
