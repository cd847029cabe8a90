/** A helper returns a closure that reads a file, and the closure is called before the file is given away. */
import { type Borrows, FileRef, fput, inspect, type Task } from "../prelude.js";

function reader(file: FileRef): Borrows<() => number, typeof file> {
  return () => inspect(file);
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const read = reader(file);
  read();
  fput(file);
}
