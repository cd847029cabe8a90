/** A part that a pattern took out is used after it was given away. */
import { compare, fput, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  const { first, second } = new Pair(current);
  fput(first);
  compare(first, second);
  fput(second);
}
