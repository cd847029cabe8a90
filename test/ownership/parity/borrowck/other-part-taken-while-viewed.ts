/** A part of a pair is given away while the other part is looked at. */
import { fput, Pair, type Task, view } from "../prelude.js";

export function program(current: Task): void {
  const pair = new Pair(current);
  const seen = view(pair.first);
  fput(pair.second);
  seen.size();
  fput(pair.first);
}
