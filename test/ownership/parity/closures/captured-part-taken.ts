/** A closure reads one part of a pair, which is taken while the closure lives. */
import { fput, inspect, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  const pair = new Pair(current);
  const look = (): number => inspect(pair.first);
  fput(pair.first);
  look();
  fput(pair.second);
}
