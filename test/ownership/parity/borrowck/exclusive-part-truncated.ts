/** A part of a pair that a function was lent exclusively is truncated. */
import { type Exclusive, fput, Pair, type Task, truncate } from "../prelude.js";

function shorten(pair: Exclusive<Pair>): void {
  truncate(pair.first);
}

export function program(current: Task): void {
  const pair = new Pair(current);
  shorten(pair);
  fput(pair.first);
  fput(pair.second);
}
