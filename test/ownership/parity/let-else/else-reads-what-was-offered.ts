/** A call takes a file and gives nothing back; the way out reads the file. */
import { FileRef, fput, inspect, offer, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const back = offer(file);
  if (back === undefined) {
    inspect(file);
    return;
  }
  fput(back);
}
