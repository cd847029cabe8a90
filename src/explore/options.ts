/** What may be asked of an exploration, and what it comes to when little is said. */
import { ExploreError } from "./explore-error.js";

/**
 * How a scenario is explored.
 *
 * @public
 */
export interface ExploreOptions {
  /**
   * What is atomic. `access` (the default): nothing but one access to memory that other tasks may notice. `call`:
   * each call of the binding, with what the task does between it and the next one; before its first call, each access.
   */
  readonly granularity?: "access" | "call";
  /**
   * Whether invisible accesses, which no other task can notice, are merged with the one before them: partial-order
   * reduction. True by default; it changes no verdict and no end state, only how many states lie between.
   */
  readonly reduce?: boolean;
  /** How many fault points may fail in one run, 0 to 8; 1 by default. */
  readonly failures?: number;
  /**
   * Whether freed memory is given again to the next that asks for as much, the lowest address first: what finds ABA
   * by address. False by default: then memory that is touched after it was freed is always found.
   */
  readonly reuse?: boolean;
  /**
   * `breadth` (the default): the counterexample is a shortest one; `depth`: it is found sooner in a space too
   * large for breadth; `random`: random walks, which never exhaust anything. One task alone has no order.
   */
  readonly order?: "breadth" | "depth" | "random";
  /** The seed of random walks, an integer; 1 by default. */
  readonly seed?: number;
  /** How many random walks, at least 1; 10,000 by default. */
  readonly walks?: number;
  /**
   * Whether memories that are done with are known by 64 bits only (hash compaction): less memory for more states, and
   * states may be left out, with a probability that is reported. False by default.
   */
  readonly compact?: boolean;
  /** How many states to keep at most, or runs of one task to make; 10,000,000 by default. */
  readonly maxStates?: number;
  /** How many bytes to use at most for the search, everything included; 2 GiB by default. */
  readonly maxBytes?: number;
  /** How long to search at most, in milliseconds; without limit by default. */
  readonly maxMilliseconds?: number;
  /** For {@link exploreShard} alone: which part of the space to search, part `index` (from 1) of `count`. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Called now and then while the search runs. */
  readonly onProgress?: (progress: { readonly states: number; readonly transitions: number }) => void;
}

/** Options of which each is there. */
export type Resolved = Required<Omit<ExploreOptions, "shard" | "onProgress">> &
  Pick<ExploreOptions, "shard" | "onProgress">;

const defaults: Resolved = {
  granularity: "access",
  reduce: true,
  failures: 1,
  reuse: false,
  order: "breadth",
  seed: 1,
  walks: 10_000,
  compact: false,
  maxStates: 10_000_000,
  maxBytes: 2 ** 31,
  maxMilliseconds: Infinity,
};

/** What each option may be, in words for when it is not. */
const ranges: { readonly [Name in keyof Resolved]-?: readonly [(value: unknown) => boolean, string] } = {
  granularity: [oneOf("access", "call"), 'must be "access" or "call"'],
  reduce: [isBoolean, "must be true or false"],
  failures: [isInteger(0, 8), "must be an integer from 0 to 8"],
  reuse: [isBoolean, "must be true or false"],
  order: [oneOf("breadth", "depth", "random"), 'must be "breadth", "depth" or "random"'],
  seed: [isInteger(-(2 ** 31), 2 ** 32), "must be an integer of 32 bits"],
  walks: [isInteger(1, Infinity), "must be an integer from 1"],
  compact: [isBoolean, "must be true or false"],
  maxStates: [isAtLeast(1), "must be at least 1"],
  maxBytes: [isAtLeast(1), "must be at least 1"],
  maxMilliseconds: [isAtLeast(0), "must be at least 0"],
  shard: [isShard, "must be { index, count } with integers, 1 <= index <= count"],
  onProgress: [(value) => typeof value === "function", "must be a function"],
};

/**
 * Fills in what is not said.
 *
 * @throws {@link ExploreError} `option` when there is no such option, or its value is out of its range.
 */
export function resolve(options: ExploreOptions): Resolved {
  if (typeof options !== "object" || (options as unknown) === null) {
    throw new ExploreError("option", `The options are ${show(options)}; they must be an object.`);
  }
  const resolved: Record<string, unknown> = { ...defaults };
  for (const [name, value] of Object.entries(options) as [keyof Resolved, unknown][]) {
    if (value === undefined) continue;
    const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
    if (range === undefined) {
      const names = Object.keys(ranges).join(", ");
      throw new ExploreError("option", `There is no option ${JSON.stringify(name)}. There are: ${names}.`);
    }
    const [isRight, says] = range;
    if (!isRight(value)) throw new ExploreError("option", `${name} is ${show(value)}; it ${says}`);
    resolved[name] = value;
  }
  return resolved as unknown as Resolved;
}

function show(value: unknown): string {
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- objects are told as JSON
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function oneOf(...values: readonly string[]): (value: unknown) => boolean {
  return (value) => values.includes(value as string);
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

function isInteger(from: number, to: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
}

function isAtLeast(least: number): (value: unknown) => boolean {
  return (value) => typeof value === "number" && value >= least;
}

function isShard(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { index, count } = value as { readonly index?: unknown; readonly count?: unknown };
  return isInteger(1, Infinity)(count) && isInteger(1, count as number)(index);
}
