/** A closure is called where it stands, and takes the file; it is read afterwards. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  (() => fput(file))();
  inspect(file);
}
