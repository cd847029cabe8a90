/** Arguments are evaluated from left to right: the read comes before the move. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function both(_size: number, file: Move<FileRef>): void {
  fput(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  both(inspect(file), file);
}
