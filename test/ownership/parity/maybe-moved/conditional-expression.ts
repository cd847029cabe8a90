/** One side of a conditional expression takes the file. */
import { FileRef, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  const raw = sometimes ? file.intoRaw() : 0;
  void raw;
  inspect(file);
}
