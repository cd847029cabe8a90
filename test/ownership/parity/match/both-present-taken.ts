/** Two optional files are taken where both are there. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using first = maybeFile(current, sometimes);
  using second = maybeFile(current, sometimes);
  if (first !== undefined && second !== undefined) {
    fput(first);
    fput(second);
  }
}
