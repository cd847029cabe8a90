/** The function returns when there is no file, which it tests as a condition. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = maybeFile(current, sometimes);
  if (!file) return;
  fput(file);
}
