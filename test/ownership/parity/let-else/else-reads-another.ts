/** A call takes a file and gives nothing back; the way out reads another file. */
import { FileRef, fput, inspect, offer, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  using other: FileRef = FileRef.anonInodeGetfile(current);
  const back = offer(file);
  if (back === undefined) {
    inspect(other);
    return;
  }
  fput(back);
}
