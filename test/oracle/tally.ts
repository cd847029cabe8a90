/** How often each operation gave each result, as the kernel answered. */
import { errnoCode } from "fd-reservation/kernel";
import type { Operation, Result } from "./operation.js";

/** Counts by operation, then by result: `ok`, `blocked`, or the name of the error. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  /** Counts one answer. */
  add({ op }: Operation, result: Result): void {
    const counts = this.#counts.get(op) ?? new Map<string, number>();
    this.#counts.set(op, counts);
    const outcome = outcomeOf(result);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }

  /** The counts, by name. */
  toJSON(): Record<string, Record<string, number>> {
    const sorted = <V>(map: Map<string, V>): [string, V][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      sorted(this.#counts).map(([op, counts]) => [op, Object.fromEntries(sorted(counts))]),
    );
  }
}

function outcomeOf(result: Result): string {
  if (typeof result === "number" && result < 0) return errnoCode(result) ?? `errno ${-result}`;
  return result === "blocked" ? result : "ok";
}
