/** Each iteration makes a pair and takes it apart. */
import { fput, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  for (let round = 0; round < 2; round++) {
    const pair = new Pair(current);
    fput(pair.first);
    fput(pair.second);
  }
}
