/** A part of a pair that a function was lent for reading is truncated. */
import { fput, Pair, type Task, truncate } from "../prelude.js";

function shorten(pair: Pair): void {
  truncate(pair.first);
}

export function program(current: Task): void {
  const pair = new Pair(current);
  shorten(pair);
  fput(pair.first);
  fput(pair.second);
}
