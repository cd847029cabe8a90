/** An optional parameter would take a file, and gets none. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function accept(file?: Move<FileRef>): void {
  if (file !== undefined) fput(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  accept();
  inspect(file);
}
