/** A pattern takes both parts out. */
import { compare, fput, Pair, type Task } from "../prelude.js";

export function program(current: Task): void {
  const { first, second } = new Pair(current);
  compare(first, second);
  fput(first);
  fput(second);
}
