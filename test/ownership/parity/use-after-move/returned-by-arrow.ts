/** A closure that is called once takes the value; it is used afterwards. */
import { FileRef, fput, inspect, once, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  once(() => fput(file));
  inspect(file);
}
