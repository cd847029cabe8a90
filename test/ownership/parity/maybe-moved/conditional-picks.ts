/** A conditional expression picks one of two files, and both are used afterwards. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  const chosen = sometimes ? first : second;
  inspect(chosen);
  fput(first);
  fput(second);
}
