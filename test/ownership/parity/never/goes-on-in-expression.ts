/** One side of a conditional expression takes the file and goes on. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const size = sometimes ? (fput(file), 0) : inspect(file);
  current.close(size);
  inspect(file);
}
