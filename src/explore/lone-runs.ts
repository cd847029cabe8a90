/** Runs of one task that somebody else decides, run by run: for a search that knows more of its program than this one. */
import { noteOwn } from "../binding/internal.js";
import type { ErrnoCode } from "../kernel/index.js";
import { counterexampleOf } from "./explore.js";
import { LiveRunner, type Decision } from "./live.js";
import type { Executed } from "./machine.js";
import { resolve } from "./options.js";
import { turnsOf } from "./replayer.js";
import type { Scenario } from "./scenario.js";
import { Schedule } from "./schedule.js";
import { interpret } from "./source.js";
import { Space } from "./space.js";
import type { Trace, Violation } from "./trace.js";

export { interpret, noteOwn };

/** How many fault points may fail in one run. */
const MOST_FAILURES = 1000;

/** What is to be decided: which way a choice takes, or whether a fault point fails. */
export interface LoneDecision {
  /** Its number among the run's, from 0. */
  readonly number: number;
  readonly ways: number;
  /** The error that it may fail with; undefined for a choice. */
  readonly code: ErrnoCode | undefined;
}

/** Decides. */
export type Decide = (decision: LoneDecision) => number;

export class LoneRuns {
  readonly #space: Space;
  readonly #runner: LiveRunner<unknown>;

  /** @param scenario - Of one task. */
  constructor(scenario: Scenario) {
    this.#space = new Space(scenario);
    this.#runner = new LiveRunner(this.#space, { failures: MOST_FAILURES, reuse: false });
  }

  /** Makes a run; nothing is checked but what the task itself throws, which is returned. */
  run(decide: Decide): Violation | undefined {
    return this.#runner.run({ decide: this.#decided(decide), unchecked: true }).violation;
  }

  /** Makes a run with all checks; its trace, with explanation and token, if it violates something. */
  trace(decide: Decide): Trace | undefined {
    const log: Executed[] = [];
    const { violation } = this.#runner.run({ decide: this.#decided(decide), log });
    if (violation === undefined) return undefined;
    const found = { schedule: new Schedule(turnsOf(log)), violation };
    return counterexampleOf(this.#space, found, resolve({}));
  }

  #decided(decide: Decide): (decision: Decision) => number {
    const { memory } = this.#space.world.kernel;
    return ({ number, ways, isFault, point }) =>
      decide({ number, ways, code: isFault ? memory.faultPoint(point).code : undefined });
  }
}
