/** The branch that gives the file away fails. */
import { FileRef, fput, inspect, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file: FileRef = FileRef.anonInodeGetfile(current);
  if (sometimes) {
    fput(file);
    throw new Error("refused");
  }
  inspect(file);
}
