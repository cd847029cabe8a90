/** A part of a pair is given away while it is looked at. */
import { fput, Pair, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  const pair = new Pair(current);
  const seen = view(pair.first);
  fput(pair.first);
  seen.size();
  fput(pair.second);
}
