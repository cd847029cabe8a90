/** A generator yields a value that its own scope disposes. */
import { FileRef, inspect, type Task } from "../prelude.js";

function* files(current: Task): Generator<FileRef> {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  yield file;
}

export function program(current: Task): void {
  for (const file of files(current)) inspect(file);
}
