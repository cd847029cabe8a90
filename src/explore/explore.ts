/** Explores a scenario and says what came of it: the verdict, how sure it is, and the counterexample. */
import { ExploreError } from "./explore-error.js";
import { recordFailure, runFailures } from "./failures.js";
import { minimise } from "./minimise.js";
import { Outside } from "./outside.js";
import { record } from "./record.js";
import type { Scenario } from "./scenario.js";
import {
  checkOptions,
  search,
  Space,
  statesLimit,
  timeLimit,
  type ExploreOptions,
  type Searched,
} from "./search.js";
import { compactionBound, pack, type Shard } from "./shard.js";
import { hashText } from "./operation.js";
import { formatTrace } from "./text.js";
import { formatToken, nameMark, parseToken, stepSum } from "./token.js";
import type { Trace } from "./trace.js";
import { turnMachine } from "./turns.js";
import { whyOf } from "./why.js";
import { buildWorld } from "./world.js";

/**
 * What came of exploring a scenario.
 *
 * @public
 */
export interface Exploration {
  /** The scenario's name. */
  readonly scenario: string;
  /** The name of the kernel's reservation scheme: `table` is mainline. */
  readonly design: string;
  /** How many tasks it has. */
  readonly tasks: number;
  /**
   * What was atomic. `run` for a scenario with one task, which nobody can interrupt: it is run once for each way in
   * which it can fail.
   */
  readonly granularity: "access" | "call" | "run";
  /** How many fallible points could fail in one run. */
  readonly failures: number;
  /** Different states that were seen; for one task, runs. */
  readonly states: number;
  /** Steps that were taken between them. */
  readonly transitions: number;
  /** States in which all tasks have returned. */
  readonly ends: number;
  /** Steps of the longest way from the beginning to a state. */
  readonly depth: number;
  /** Bytes that the states took at most. */
  readonly bytes: number;
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
  /** `EXHAUSTIVE`: nothing was left out. `BOUNDED`: the search was cut short, see `bound`. */
  readonly coverage: "EXHAUSTIVE" | "BOUNDED";
  /** How likely it is at most that hash compaction left a state out; undefined without it. */
  readonly omission?: number;
  /** What cut the search short: a limit, the first violation, or hash compaction. */
  readonly bound?: string;
  /**
   * Whether every run held. For a scenario that must violate, `shown` when a run violates as it should, and `missed`
   * when none does.
   */
  readonly verdict: "holds" | "violated" | "shown" | "missed";
  /** A run that did not hold, as short as it was found. */
  readonly counterexample?: Trace;
}

/**
 * Runs a scenario through every interleaving of its tasks and every failure, as far as the options let it.
 *
 * @param scenario - The scenario.
 * @param options - Limits, granularity and order of the search.
 * @throws {@link ExploreError} when the scenario cannot be explored, or an option is out of its range.
 *
 * @public
 */
export function explore<S>(scenario: Scenario<S>, options: ExploreOptions = {}): Exploration {
  if (options.shard !== undefined) {
    throw new ExploreError(
      "option",
      "A shard is a part of a search: run it with exploreShard, and merge all of them.",
    );
  }
  if (scenario.order.length === 1 && isRunByRun(options)) return exploreRuns(scenario, options);
  const space = new Space(scenario);
  const found = search(space, options);
  return conclude(space, found, options);
}

/**
 * Runs one shard of a scenario's space.
 *
 * @param scenario - The scenario.
 * @param options - As for {@link explore}, with `shard`.
 * @returns What {@link mergeShards} puts together.
 * @throws {@link ExploreError} as for {@link explore}.
 *
 * @public
 */
export function exploreShard<S>(
  scenario: Scenario<S>,
  options: ExploreOptions & { readonly shard: NonNullable<ExploreOptions["shard"]> },
): Shard {
  const { shard, ...others } = options;
  const base = { version: 1, ...shard, mark: nameMark(scenario.name) } as const;
  if (scenario.order.length === 1 && isRunByRun(others)) {
    // Runs of one task are few: one shard makes them all.
    if ((hashText(scenario.name) >>> 0) % shard.count !== shard.index - 1)
      return { ...base, exploration: undefined, fingerprints: "" };
    return { ...base, exploration: exploreRuns(scenario, others), fingerprints: "" };
  }
  const space = new Space(scenario);
  const searched = search(space, options);
  return {
    ...base,
    exploration: conclude(space, searched, options),
    fingerprints: pack(searched.fingerprints),
  };
}

/** With one task and one failure there is nothing to interleave, and a run is cheaper than its states. */
function isRunByRun({ failures = 1, order, shard }: ExploreOptions): boolean {
  return failures === 1 && order === undefined && shard === undefined;
}

function exploreRuns<S>(scenario: Scenario<S>, options: ExploreOptions): Exploration {
  checkOptions(options);
  const started = performance.now();
  const { kernel, shared } = buildWorld(scenario); // set-up may prepare what tasks capture
  const outside = new Outside(scenario as Pick<Scenario, "order" | "tasks">, shared);
  const { maxStates = Infinity, maxMilliseconds = Infinity } = options;
  const { runs, verdict, bound, counterexample } = runFailures(scenario, (run) => {
    options.onProgress?.({ states: run, transitions: run });
    if (run > maxStates) return statesLimit(maxStates);
    return performance.now() - started >= maxMilliseconds ? timeLimit(maxMilliseconds) : undefined;
  });
  outside.check();
  const cut = bound ?? (counterexample === undefined ? undefined : "the first violation");
  return {
    scenario: scenario.name,
    design: kernel.scheme.name,
    tasks: 1,
    granularity: "run",
    failures: 1,
    states: runs,
    transitions: runs,
    ends: runs,
    depth: 1,
    bytes: 0,
    milliseconds: performance.now() - started,
    coverage: cut === undefined ? "EXHAUSTIVE" : "BOUNDED",
    ...(cut === undefined ? {} : { bound: cut }),
    ...(counterexample === undefined ? {} : { counterexample }),
    verdict,
  };
}

/** What a search's result means for the scenario. */
function conclude<S>(space: Space<S>, searched: Searched, options: ExploreOptions): Exploration {
  const { scenario, world } = space;
  const { found, states, transitions, ends, depth, bytes, milliseconds, bound, omission } = searched;
  const isCompact = options.compact === true;
  const whole = isCompact ? compactionBound(omission) : undefined;
  const cut = bound ?? (found === undefined ? whole : "the first violation");
  return {
    scenario: scenario.name,
    design: world.kernel.scheme.name,
    tasks: scenario.order.length,
    granularity: options.granularity ?? "access",
    failures: options.failures ?? 1,
    states,
    transitions,
    ends,
    depth,
    bytes,
    milliseconds,
    coverage: cut === undefined ? "EXHAUSTIVE" : "BOUNDED",
    ...(isCompact ? { omission } : {}),
    ...(cut === undefined ? {} : { bound: cut }),
    verdict: verdictOf(scenario, found?.violation.message),
    ...(found === undefined ? {} : { counterexample: counterexampleOf(space, found) }),
  };
}

function verdictOf<S>({ violates }: Scenario<S>, message: string | undefined): Exploration["verdict"] {
  if (message === undefined) return violates === undefined ? "holds" : "missed";
  return violates !== undefined && message.includes(violates) ? "shown" : "violated";
}

function counterexampleOf<S>(space: Space<S>, { turns, violation }: NonNullable<Searched["found"]>): Trace {
  const machine = turnMachine(space);
  const fewer = minimise(space, machine, turns, violation);
  const recorded = record(space, machine, fewer);
  const { trace } = recorded;
  const why = whyOf(space, machine, fewer, recorded);
  const sums = trace.steps.map(stepSum);
  const token = formatToken({ name: nameMark(space.scenario.name), run: { turns: fewer }, sums });
  return { ...trace, violation: trace.violation ?? violation, why, token };
}

/**
 * What came of running a counterexample again.
 *
 * @public
 */
export interface Replay {
  /** The run as it is today. */
  readonly trace: Trace;
  /**
   * The number of the first step, from 1, that is not what it was when the token was made; undefined when the run is
   * still the same.
   */
  readonly diverged?: number;
}

/**
 * Runs a counterexample again.
 *
 * @param scenario - The scenario that it belongs to.
 * @param token - Its replay token.
 * @throws {@link ExploreError} `token` when the token cannot be read or is another scenario's.
 *
 * @public
 */
export function replay<S>(scenario: Scenario<S>, token: string): Replay {
  const { name, run, sums } = parseToken(token);
  if (name !== nameMark(scenario.name)) {
    throw new ExploreError(
      "token",
      `The token is not of the scenario "${scenario.name}", or that had another name when the token was made.`,
    );
  }
  let trace: Trace;
  let impossible = false;
  if ("point" in run) {
    trace = recordFailure(scenario, run.point);
  } else {
    const space = new Space(scenario);
    const machine = turnMachine(space);
    const recorded = record(space, machine, run.turns);
    ({ trace } = recorded);
    impossible = recorded.impossible !== undefined;
    space.checkOutside();
  }
  const today = trace.steps.map(stepSum);
  let diverged = sums.findIndex((sum, index) => sum !== today[index]);
  if (diverged < 0 && (impossible || today.length !== sums.length))
    diverged = Math.min(today.length, sums.length);
  return diverged < 0 ? { trace: { ...trace, token } } : { trace, diverged: diverged + 1 };
}

/**
 * A scenario did not do what it says: it does not hold, or, when it must violate, it holds. The message has the
 * counterexample.
 *
 * @public
 */
export class ExpectationError extends Error {
  /** Always `"ExpectationError"`. */
  override readonly name = "ExpectationError";

  /**
   * @param message - The verdict and the counterexample.
   * @param exploration - All of what was found.
   */
  constructor(
    message: string,
    /** All of what was found. */
    readonly exploration: Exploration,
  ) {
    super(message);
  }
}

/**
 * For tests: explores a scenario and throws unless it does what it says in an exhaustive search.
 *
 * @param scenario - The scenario.
 * @param options - As for {@link explore}.
 * @returns What was found.
 * @throws {@link ExpectationError} with the counterexample, or when the search had to stop at a limit.
 *
 * @public
 */
export function expectHolds<S>(scenario: Scenario<S>, options: ExploreOptions = {}): Promise<Exploration> {
  return Promise.resolve().then(() => {
    const exploration = explore(scenario, options);
    const { verdict, counterexample, coverage, bound, omission } = exploration;
    if (verdict === "violated" || verdict === "missed") {
      const text =
        counterexample === undefined ? "no run violates, and one must" : formatTrace(counterexample);
      throw new ExpectationError(`${verdict.toUpperCase()}  ${scenario.name}\n${text}`, exploration);
    }
    // Who asks for hash compaction takes its chance.
    const isOnlyCompact = omission !== undefined && bound === compactionBound(omission);
    if (verdict === "holds" && coverage === "BOUNDED" && !isOnlyCompact) {
      throw new ExpectationError(
        `BOUNDED  ${scenario.name}: nothing violates so far, and the search stopped at ${bound}. ` +
          "Raise the limit, use fewer tasks, or explore with granularity call.",
        exploration,
      );
    }
    return exploration;
  });
}
