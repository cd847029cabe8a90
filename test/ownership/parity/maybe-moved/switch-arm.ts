/** One case gives the file away, and it is used after the switch. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): number {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  switch (sometimes) {
    case true:
      fput(file);
      break;
    case false:
      break;
  }
  return inspect(file);
}
