/** A generator yields values that its consumer disposes. */
import { FileRef, inspect, type Move, type Task } from "../prelude.js";

function* files(current: Task): Generator<Move<FileRef>> {
  yield FileRef.anonInodeGetfile(current);
  yield FileRef.anonInodeGetfile(current);
}

export function program(current: Task): void {
  for (using file of files(current)) inspect(file);
}
