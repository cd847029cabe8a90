/** A pair is used as a whole after a part of it was given away. */
import { fput, Pair, type Task } from "../prelude.js";

function look(pair: Pair): void {
  void pair;
}

export function program(current: Task): void {
  const pair = new Pair(current);
  fput(pair.first);
  look(pair);
  fput(pair.second);
}
