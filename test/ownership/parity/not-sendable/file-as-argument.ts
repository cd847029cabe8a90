/** A file is handed to another thread. */
import { FileRef, send, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  send(current, file);
}
