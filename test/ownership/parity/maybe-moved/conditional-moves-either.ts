/** A conditional expression hands on one of two files; one of them is used afterwards. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using first: FileRef = FileRef.anonInodeGetfile(current);
  using second: FileRef = FileRef.anonInodeGetfile(current);
  fput(sometimes ? first : second);
  inspect(first);
}
