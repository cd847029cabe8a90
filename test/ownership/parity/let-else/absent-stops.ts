/** A call that never returns handles the missing file. */
import { fput, maybeFile, stop, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = maybeFile(current, sometimes);
  if (file === undefined) stop();
  fput(file);
}
