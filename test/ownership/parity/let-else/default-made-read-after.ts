/** A new file is made when there is none, and the file is read after it was given away. */
import { FileRef, fput, inspect, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file: FileRef = maybeFile(current, sometimes) ?? FileRef.anonInodeGetfile(current);
  fput(file);
  inspect(file);
}
