/** What went in is used, though it came back under another name. */
import { FileRef, fput, inspect, offer, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const back = offer(file);
  if (back !== undefined) {
    inspect(file);
    fput(back);
  }
}
