/** One side of a conditional expression takes the file and calls what never returns. */
import { FileRef, fput, inspect, stop, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = sometimes ? (fput(file), stop()) : inspect(file);
  current.close(size);
  inspect(file);
}
