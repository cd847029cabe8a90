/** Each iteration takes an optional file from outside, or leaves when there is none. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  using file = maybeFile(current, sometimes);
  for (let round = 0; round < 2; round++) {
    if (file === undefined) break;
    fput(file);
  }
}
