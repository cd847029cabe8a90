/** A call that never returns stands in for the missing file. */
import { type FileRef, fput, inspect, maybeFile, stop, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file: FileRef = maybeFile(current, sometimes) ?? stop();
  inspect(file);
  fput(file);
}
