/** An optional file is read by a chain after it was taken. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file = maybeFile(current, sometimes);
  if (file !== undefined) fput(file);
  void file?.privateData;
}
