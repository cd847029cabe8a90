/** A clone is handed to another thread, the file stays. */
import { FileRef, inspect, send, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  send(current, file.clone());
  inspect(file);
}
