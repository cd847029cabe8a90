/** Two optional files are taken together, and one of them is given away twice. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using first = maybeFile(current, sometimes);
  using second = maybeFile(current, sometimes);
  if (first === undefined || second === undefined) return;
  fput(first);
  fput(second);
  fput(first);
}
