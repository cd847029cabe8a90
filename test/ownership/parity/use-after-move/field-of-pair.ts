/** One part is moved, the other one is used. */
import { fput, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  const pair = new Pair(current);
  fput(pair.first);
  fput(pair.second);
}
