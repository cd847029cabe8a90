/** A loop goes on with the next iteration when there is no file. */
import { fput, maybeFile, type Task } from "../prelude.js";

export function program(current: Task, sometimes: boolean): void {
  for (let round = 0; round < 2; round++) {
    const file = maybeFile(current, sometimes);
    if (file === undefined) continue;
    fput(file);
  }
}
