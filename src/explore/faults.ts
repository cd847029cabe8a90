/** The sets of injected failures that runs have taken, each known by a number that memory keeps. */
import type { ErrnoCode } from "../kernel/index.js";
import { hashText, mix } from "./hash.js";
import type { Failure } from "./scenario.js";

/** A failure with the task that took it. */
interface Taken {
  readonly task: number;
  readonly failure: Failure;
}

interface FaultSet {
  readonly key: string;
  readonly taken: readonly Taken[];
  readonly failures: readonly Failure[];
}

const NONE: FaultSet = { key: "", taken: [], failures: [] };

/** Sets by number; 0 is the empty one. */
export class FaultSets {
  readonly #sets = new Map<number, FaultSet>([[0, NONE]]);

  /** Whether any run has taken a failure. */
  get isUsed(): boolean {
    return this.#sets.size > 1;
  }

  /** The failures of a set, by task and by fault point: in no order in which they came about. */
  failuresOf(number: number): readonly Failure[] {
    return (this.#sets.get(number) ?? NONE).failures;
  }

  /** How many failures a set has. */
  sizeOf(number: number): number {
    return this.failuresOf(number).length;
  }

  /** The number of a set with one failure more. It is the same in every search, whatever was met before. */
  with(number: number, task: number, point: number, code: ErrnoCode, where: string): number {
    const one: Taken = { task, failure: { point, code, where } };
    const taken = [...(this.#sets.get(number) ?? NONE).taken, one].sort(
      (left, right) => left.task - right.task || left.failure.point - right.failure.point,
    );
    const key = taken
      .map(({ task: whose, failure: f }) => `${whose} ${f.point} ${f.code} ${f.where}`)
      .join("\n");
    // The key tells: two sets with one hash have two numbers.
    for (let candidate = mix(hashText(key), 1) | 1; ; candidate = (candidate + 2) | 0) {
      const known = this.#sets.get(candidate);
      if (known?.key === key) return candidate;
      if (known !== undefined) continue;
      this.#sets.set(candidate, { key, taken, failures: taken.map(({ failure }) => failure) });
      return candidate;
    }
  }
}
