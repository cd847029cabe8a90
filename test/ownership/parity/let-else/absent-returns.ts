/** The function returns when there is no file, and takes it otherwise. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  const file = maybeFile(current, sometimes);
  if (file === undefined) return;
  fput(file);
}
