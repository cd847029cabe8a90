/** A generic function borrows the file, which is given away afterwards. */
import { FileRef, fput, type Task } from "../prelude.js";

function look<T>(value: T): void {
  void value;
}

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  look(file);
  fput(file);
}
