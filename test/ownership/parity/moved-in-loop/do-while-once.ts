/** A loop whose condition is false runs once; Rust writes it as a block. */
import { FileRef, fput, type Task } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  do {
    fput(file);
  } while (false);
}
