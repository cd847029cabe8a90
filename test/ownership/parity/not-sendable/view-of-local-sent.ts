/** What borrows from a local is handed to another thread. */
import { FileRef, send, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const seen = view(file);
  send(current, seen);
}
