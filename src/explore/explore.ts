/** Explores a scenario and says what came of it: the verdict, how sure it is, and the counterexample. */
import { noteOwn } from "../binding/internal.js";
import { formatBound, type Bound } from "./bound.js";
import { ExploreError } from "./explore-error.js";
import { explain } from "./explanation.js";
import { hashText } from "./hash.js";
import { resolve, type ExploreOptions, type Resolved } from "./options.js";
import { record } from "./record.js";
import { Replayer } from "./replayer.js";
import { exploreRuns } from "./runs.js";
import type { Scenario } from "./scenario.js";
import { checkingHiddenState, search, type Found, type Searched } from "./search.js";
import { pack, type Shard } from "./shard.js";
import { shortest } from "./shortest.js";
import { Space } from "./space.js";
import { formatTrace } from "./text.js";
import { formatToken, nameMark, parseToken, stepSum } from "./token.js";
import type { Trace } from "./trace.js";
import { isFailing, verdictText, type Verdict } from "./verdict.js";
import { isExpected } from "./violation.js";

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
  /** How many fault points could fail in one run. */
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
  readonly bound?: Bound;
  /** Whether the scenario does what it says. */
  readonly verdict: Verdict;
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
  const resolved = resolve(options);
  if (resolved.shard !== undefined) {
    throw new ExploreError(
      "option",
      "A shard is a part of a search: run it with exploreShard, and merge all of them.",
    );
  }
  const space = new Space(scenario);
  if (space.isAlone) return exploreAlone(space, resolved);
  return conclude(space, search(space, resolved), resolved);
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
  const resolved = resolve(options);
  const { shard } = options;
  const base = { version: 2, ...shard, mark: nameMark(scenario.name) } as const;
  const space = new Space(scenario);
  const captured = space.hidden.mark;
  if (space.isAlone) {
    // Runs of one task are few: one shard makes them all.
    const isMine = (hashText(scenario.name) >>> 0) % shard.count === shard.index - 1;
    const exploration = isMine ? exploreAlone(space, resolved) : undefined;
    return { ...base, program: programMark(scenario, resolved, [captured]), exploration, fingerprints: "" };
  }
  const searched = search(space, resolved);
  return {
    ...base,
    program: programMark(scenario, resolved, [captured, searched.learnt]),
    exploration: conclude(space, searched, resolved),
    fingerprints: pack(searched.fingerprints),
  };
}

/**
 * Tells the searches of scenarios of one name apart: by their text, the kernel's options, the options that make other
 * states, and marks of what the text does not tell: what it captures, and what the tasks do.
 */
function programMark<S>(
  { tasks, order, setup, check, invariant, violates, kernel }: Scenario<S>,
  { granularity, reduce, failures, reuse, compact }: Resolved,
  marks: readonly number[],
): string {
  const parts = order.map((name) => {
    const task = tasks[name] as Exclude<Scenario<S>["tasks"][string], undefined>;
    return typeof task === "function" ? [name, String(task)] : [name, task.kind, String(task.run)];
  });
  const code = [setup, check, invariant].map(String);
  const wanted = JSON.stringify(violates, (_, part: unknown) =>
    part instanceof RegExp ? String(part) : part,
  );
  const options = [granularity, reduce, failures, reuse, compact];
  return hashText(JSON.stringify([parts, code, wanted, kernel, options, marks])).toString(36);
}

function exploreAlone<S>(space: Space<S>, options: Resolved): Exploration {
  const started = performance.now();
  const { scenario } = space;
  const { runs, bound, found, bytes } = checkingHiddenState(space, () =>
    exploreRuns(space, options, started),
  );
  const counterexample = found === undefined ? undefined : counterexampleOf(space, found, options);
  return {
    scenario: scenario.name,
    design: space.world.kernel.scheme.name,
    tasks: 1,
    granularity: "run",
    failures: options.failures,
    states: runs,
    transitions: runs,
    ends: runs,
    depth: 1,
    bytes,
    milliseconds: performance.now() - started,
    coverage: bound === undefined ? "EXHAUSTIVE" : "BOUNDED",
    ...(bound === undefined ? {} : { bound }),
    ...(counterexample === undefined ? {} : { counterexample }),
    verdict: verdictOf(scenario, found),
  };
}

/** What a search's result means for the scenario. */
function conclude<S>(space: Space<S>, searched: Searched, options: Resolved): Exploration {
  const { scenario, world } = space;
  const { found, states, transitions, ends, depth, bytes, milliseconds, bound, omission } = searched;
  return {
    scenario: scenario.name,
    design: world.kernel.scheme.name,
    tasks: scenario.order.length,
    granularity: options.granularity,
    failures: options.failures,
    states,
    transitions,
    ends,
    depth,
    bytes,
    milliseconds,
    coverage: bound === undefined ? "EXHAUSTIVE" : "BOUNDED",
    ...(options.compact ? { omission } : {}),
    ...(bound === undefined ? {} : { bound }),
    verdict: verdictOf(scenario, found),
    ...(found === undefined
      ? {}
      : { counterexample: counterexampleOf(space, found, remaining(options, searched)) }),
  };
}

/** The options of what comes after a search: it goes on counting, and has the time that is left. */
function remaining(options: Resolved, { states, transitions, milliseconds }: Searched): Resolved {
  const { onProgress, maxMilliseconds } = options;
  return {
    ...options,
    maxMilliseconds: Math.max(0, maxMilliseconds - milliseconds),
    ...(onProgress === undefined
      ? {}
      : {
          onProgress: (more): void =>
            onProgress({ states: states + more.states, transitions: transitions + more.transitions }),
        }),
  };
}

function verdictOf<S>({ violates }: Scenario<S>, found: Found | undefined): Exploration["verdict"] {
  if (found === undefined) return violates === undefined ? "holds" : "not-reproduced";
  return isExpected(found.violation, violates) ? "expected" : "violated";
}

/** @internal The run that was found as a trace: as short as it can be made, with its explanation and its token. */
export function counterexampleOf<S>(space: Space<S>, found: Found, options: Resolved): Trace {
  const { replayer, schedule, violation } = shortest(space, found, options);
  const recorded = record(replayer, schedule);
  const { trace } = recorded;
  const why = explain(replayer, schedule, recorded);
  const sums = trace.steps.map(stepSum);
  const token = formatToken({
    name: nameMark(space.scenario.name),
    schedule,
    reuse: options.reuse,
    sums,
  });
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
  const { name, schedule, reuse, sums } = parseToken(token);
  if (name !== nameMark(scenario.name)) {
    throw new ExploreError(
      "token",
      `The token is not of the scenario "${scenario.name}", or that had another name when the token was made.`,
    );
  }
  const space = new Space(scenario);
  const recorded = record(new Replayer(space, reuse), schedule);
  const { trace } = recorded;
  const impossible = recorded.impossible !== undefined;
  space.hidden.check();
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
    const { verdict, counterexample, bound } = exploration;
    if (isFailing(verdict)) {
      const text =
        counterexample === undefined ? "no run violates, and one must" : formatTrace(counterexample);
      throw new ExpectationError(
        `${verdictText(verdict).toUpperCase()}  ${scenario.name}\n${text}`,
        exploration,
      );
    }
    // Who asks for hash compaction takes its chance.
    if (verdict === "holds" && bound !== undefined && bound.kind !== "compaction") {
      throw new ExpectationError(
        `BOUNDED  ${scenario.name}: nothing violates so far, and the search stopped at ${formatBound(bound)}. ` +
          "Raise the limit, use fewer tasks, or explore with granularity call.",
        exploration,
      );
    }
    return exploration;
  });
}

noteOwn(explore, exploreShard, replay, expectHolds);
