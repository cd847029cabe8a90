/** A file is used after it was handed to another thread. */
import { FileRef, inspect, send, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  send(current, file);
  inspect(file);
}
