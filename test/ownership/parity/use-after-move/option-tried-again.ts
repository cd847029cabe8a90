/** What came back from a call is used, not what went in. */
import { FileRef, fput, offer, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const back = offer(file);
  if (back !== undefined) {
    fput(back);
  }
}
