/** Two closures take the same file. */
import { FileRef, fput, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  once(() => fput(file));
  once(() => fput(file));
}
