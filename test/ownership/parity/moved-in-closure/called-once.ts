/** A closure that is called once gives the file away. */
import { FileRef, fput, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  once(() => fput(file));
}
