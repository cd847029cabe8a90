/** A closure takes the file and is handed over, and the file is read afterwards. */
import { FileRef, fput, inspect, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  once(() => fput(file));
  inspect(file);
}
