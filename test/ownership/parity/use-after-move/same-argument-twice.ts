/** One call gets the same value as two arguments, one of which it takes. */
import { FileRef, fputLike, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  fputLike(file, file);
}
