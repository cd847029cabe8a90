/** A loop takes the same part in each iteration. */
import { fput, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  const pair = new Pair(current);
  for (let round = 0; round < 2; round++) {
    fput(pair.first);
  }
  fput(pair.second);
}
