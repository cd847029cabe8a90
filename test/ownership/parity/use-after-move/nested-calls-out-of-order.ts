/** Arguments are evaluated from left to right: the move comes before the read. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function both(file: Move<FileRef>, _size: number): void {
  fput(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  both(file, inspect(file));
}
