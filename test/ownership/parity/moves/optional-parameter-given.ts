/** An optional parameter takes the file, which is read afterwards. */
import { FileRef, fput, inspect, type Move, type Task } from "../prelude.js";

function accept(file?: Move<FileRef>): void {
  if (file !== undefined) fput(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  accept(file);
  inspect(file);
}
