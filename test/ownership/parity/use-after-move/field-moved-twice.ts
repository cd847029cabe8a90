/** The same part is taken twice. */
import { fput, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  const pair = new Pair(current);
  fput(pair.first);
  fput(pair.first);
  fput(pair.second);
}
