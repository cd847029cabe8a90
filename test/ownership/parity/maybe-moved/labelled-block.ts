/** A labelled block is left before the move. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  block: {
    if (sometimes) break block;
    fput(file);
  }
  inspect(file);
}
