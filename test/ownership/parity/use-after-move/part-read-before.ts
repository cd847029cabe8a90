/** A part is read where it is, and moved out afterwards. */
import { fput, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  const pair = new Pair(current);
  void pair.first.privateData;
  fput(pair.first);
  fput(pair.second);
}
