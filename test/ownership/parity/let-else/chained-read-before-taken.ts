/** An optional file is read by a chain before it is taken. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file = maybeFile(current, sometimes);
  void file?.privateData;
  if (file !== undefined) fput(file);
}
