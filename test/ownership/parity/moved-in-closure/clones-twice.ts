/** A closure that is called twice gives away a clone each time. */
import { FileRef, fput, type Task, twice } from "../prelude.js";

export function program(current: Task): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  twice(() => fput(file.clone()));
  fput(file);
}
