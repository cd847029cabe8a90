/** A closure inside a closure takes the file; both are called once. */
import { FileRef, fput, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  once(() => once(() => fput(file)));
}
