/** The case that takes the file calls what never returns; the file is read after the switch. */
import { FileRef, fput, inspect, stop, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  switch (sometimes) {
    case true:
      fput(file);
      stop();
    case false:
      break;
  }
  inspect(file);
}
