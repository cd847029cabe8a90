/** The case that gives the file away returns. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): number {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  switch (sometimes) {
    case true:
      fput(file);
      return 0;
    case false:
      break;
  }
  return inspect(file);
}
