/** A variable gets another value after the first one went elsewhere. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  let file = FileRef.anonInodeGetfile(current);
  fput(file);
  file = FileRef.anonInodeGetfile(current);
  fput(file);
}
