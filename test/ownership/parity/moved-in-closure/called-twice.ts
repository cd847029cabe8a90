/** A closure that is called twice gives the file away. */
import { FileRef, fput, type Task, twice } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  twice(() => fput(file));
}
