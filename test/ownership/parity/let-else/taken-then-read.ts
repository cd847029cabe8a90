/** The function returns when there is no file, takes it otherwise, and reads it. */
import { fput, inspect, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = maybeFile(current, sometimes);
  if (file === undefined) return;
  fput(file);
  inspect(file);
}
