/** All paths of one function, with every failure; and those of its callers, where it leaves something to them. */
import { LoneRuns, type Decide, type LoneDecision } from "../explore/lone-runs.js";
import type { Scenario, Trace } from "../explore/index.js";
import type { Finding } from "./finding.js";
import { Joins, type Way } from "./joins.js";
import { Later } from "./later.js";
import type { Path, Subject } from "./path.js";
import { Refusal } from "./refusal.js";
import { Relevance } from "./relevance.js";
import { keyOf, verdictOf, type FunctionReport } from "./report.js";
import type { SourceIndex } from "./source-index.js";
import { scenarioOf } from "./subject.js";
import type { FunctionDefinition } from "./unit.js";

/**
 * How a function is explored.
 *
 * @beta
 */
export interface FunctionOptions {
  /**
   * How many paths are run that come to a state that no other has; beyond that it is BOUNDED, and as many again are run from
   * end to end. 1000 by default.
   */
  readonly maxPaths?: number;
}

const MOST_PATHS = 1000;
/** How many of a function's callers are explored. */
const MOST_CALLERS = 2;
/** Which part of the paths is run in order, where there are too many; the others are walks. */
const IN_ORDER = 0.6;

/** Something that is wrong, and on what kind of path. */
interface Found extends Finding {
  readonly hasReached: boolean;
  readonly isHere: boolean;
  readonly isOwn: boolean;
}

/** What the paths of one function came to. */
interface Searched {
  readonly findings: readonly Found[];
  readonly paths: number;
  readonly returned: number;
  readonly isComplete: boolean;
  readonly installs: boolean;
  readonly handsOver: boolean;
  readonly unread: ReadonlySet<string>;
  readonly refusals: ReadonlySet<string>;
  /** What the interpreter itself threw, on paths of which nothing else is known. */
  readonly broken: ReadonlySet<string>;
}

/** Explores functions of one index. */
export class FunctionExplorer {
  readonly #relevance: Relevance;
  readonly #later: Later;

  constructor(
    readonly index: SourceIndex,
    readonly options: FunctionOptions = {},
  ) {
    this.#relevance = new Relevance(index);
    this.#later = new Later(index, this.#relevance);
  }

  /** Explores a function. */
  explore(definition: FunctionDefinition): FunctionReport {
    const { name, file, line } = definition;
    try {
      this.index.code(definition);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return {
        ...{ name, file, line, verdict: "refused", coverage: "BOUNDED", findings: [], paths: 0, returned: 0 },
        ...{ unread: [], refusals: [error.message], callers: [] },
      };
    }
    const own = this.#search(definition, undefined);
    const entries =
      own.findings.length > 0 || own.installs || own.handsOver
        ? this.index.entriesOf(definition).slice(0, MOST_CALLERS)
        : [];
    const above = entries.map((entry) => this.#search(entry, definition));
    const findings = entries.length === 0 ? own.findings : withCallers(own, above);
    const all = [own, ...above];
    const broken = all.flatMap((one) => [...one.broken]);
    return {
      name,
      file,
      line,
      // Where the interpreter itself threw, nobody knows whether the function holds.
      verdict: verdictOf(findings, broken.length > 0 ? 0 : own.returned),
      coverage: all.every(({ isComplete }) => isComplete) ? "EXHAUSTIVE" : "BOUNDED",
      findings: findings.map(({ hasReached: _reached, isHere: _here, isOwn: _own, ...finding }) => finding),
      paths: all.reduce((sum, { paths }) => sum + paths, 0),
      returned: own.returned,
      unread: [...own.unread].sort(),
      refusals: [...new Set([...own.refusals, ...broken])],
      callers: entries.map((entry) => entry.name),
    };
  }

  /**
   * The run that shows a finding, as the explorer tells runs: with its calls, tables, explanation and token.
   *
   * @param definition - The function of which the finding is.
   */
  trace(definition: FunctionDefinition, finding: Finding): Trace | undefined {
    const runs = new LoneRuns(this.scenario(definition, finding));
    return runs.trace(({ number }) => finding.decisions[number] ?? 0);
  }

  /**
   * The scenario whose runs must not show a finding: what a token of its trace is replayed with.
   *
   * @param definition - The function of which the finding is.
   */
  scenario(definition: FunctionDefinition, finding: Finding): Scenario {
    return scenarioOf(this.#subject(definition, undefined), keyOf(finding));
  }

  #subject(definition: FunctionDefinition, via: FunctionDefinition | undefined): Subject {
    return { index: this.index, relevance: this.#relevance, later: this.#later, definition, via };
  }

  #search(definition: FunctionDefinition, via: FunctionDefinition | undefined): Searched {
    const { maxPaths = MOST_PATHS } = this.options;
    const subject = this.#subject(definition, via);
    const found = new Map<string, Found>();
    const ends = new Map<string, Way[]>();
    const unread = new Set<string>();
    const refusals = new Set<string>();
    const broken = new Set<string>();
    const sum = { returned: 0, isCut: false, installs: false, handsOver: false };
    const ended: { path?: Path } = {};
    const first = new Order(maxPaths, 1);
    const joins = new Joins(first);
    const run = (order: Order): void => {
      const isFirst = order === first;
      const runs = new LoneRuns(
        scenarioOf(subject, undefined, (path) => (ended.path = path), isFirst ? joins : undefined),
      );
      let length = 0;
      for (let decide = order.next(length); decide !== undefined; decide = order.next(length)) {
        delete ended.path;
        if (isFirst) joins.begin(order.shared);
        const violation = runs.run(decide);
        const last = ended.path as Path | undefined;
        length = last?.steps ?? 0;
        if (last === undefined) {
          // What the interpreter itself throws must not pass for a path without findings.
          broken.add(violation?.message ?? "a path did not end");
          continue;
        }
        for (const one of foundOn(last, order.decisions)) {
          const key = keyOf(one);
          const old = found.get(key);
          if (old === undefined || isBetter(one, old)) found.set(key, one);
          if (isFirst) {
            const way = joins.wayTo(one.steps);
            const kind = wayKeyOf(one);
            ends.set(kind, [...(ends.get(kind) ?? []), way]);
          }
        }
        if (last.hasEnded) sum.returned++;
        sum.isCut ||= last.isCut;
        sum.installs ||= last.descriptors.installed.size > 0;
        sum.handsOver ||= last.handsOver;
        if (last.beyond !== undefined) refusals.add(last.beyond);
        for (const name of last.unread) unread.add(name);
      }
    };
    run(first);
    // Where too much is left, paths that go elsewhere are looked at as well, each to its end.
    const second = first.isComplete && !sum.isCut ? undefined : new Order(maxPaths, IN_ORDER);
    if (second !== undefined) {
      sum.isCut = false;
      run(second);
    }
    this.#shorten(subject, found, ends, joins);
    const findings = [...found.values()].sort(
      (one, other) =>
        Number(one.doubt !== undefined) - Number(other.doubt !== undefined) || one.steps - other.steps,
    );
    const isComplete = (second ?? first).isComplete && !sum.isCut && refusals.size + broken.size === 0;
    return {
      findings,
      paths: first.paths + (second?.paths ?? 0),
      isComplete,
      unread,
      refusals,
      broken,
      ...sum,
    };
  }

  /** Of paths that came together one was gone on with: where another one is shorter, it shows the finding as well. */
  #shorten(
    subject: Subject,
    found: Map<string, Found>,
    ends: ReadonlyMap<string, readonly Way[]>,
    joins: Joins,
  ): void {
    const ended: { path?: Path } = {};
    const runs = new LoneRuns(scenarioOf(subject, undefined, (path) => (ended.path = path)));
    for (const [key, old] of found) {
      const ways = ends.get(wayKeyOf(old));
      if (ways === undefined) continue;
      const { decisions, steps } = joins.shortest(ways);
      if (steps >= old.steps) continue;
      delete ended.path;
      runs.run(({ number }) => decisions[number] ?? 0);
      const path = ended.path as Path | undefined;
      const one = path && foundOn(path, decisions).find((other) => keyOf(other) === key);
      if (one !== undefined && isBetter(one, old)) found.set(key, one);
    }
  }
}

/** What is wrong on a path. */
function foundOn(path: Path, decisions: readonly number[]): Found[] {
  const { findings, events, steps, hasReached, interpreter } = path;
  return findings.map(({ doubt, ...rest }) => ({
    ...{ ...rest, ...(doubt === undefined ? {} : { doubt }) },
    ...{ events: [...events], steps, decisions, hasReached, isHere: rest.line !== interpreter.returnLine },
  }));
}

/** What ways to a finding have in common: a sure one is not shown by a way to one in doubt. */
function wayKeyOf(finding: Found): string {
  return `${finding.doubt === undefined} ${keyOf(finding)}`;
}

/** A finding that is sure before one that is not, a short path before a long one. */
function isBetter(
  one: { readonly doubt?: string | undefined; readonly steps: number },
  other: { readonly doubt?: string | undefined; readonly steps: number },
): boolean {
  if ((one.doubt === undefined) !== (other.doubt === undefined)) return one.doubt === undefined;
  return one.steps < other.steps;
}

/**
 * A helper may rely on what its callers hold and do: what none of them shows is said of the helper alone. And what it
 * leaves to them is for them to do right.
 */
function withCallers(own: Searched, above: readonly Searched[]): Searched["findings"] {
  const isSame = (one: Finding, other: Finding & { readonly isHere: boolean }): boolean =>
    one.kind === other.kind && (!other.isHere || (one.file === other.file && one.line === other.line));
  const theirs = above.flatMap(({ findings }) => findings).filter(({ doubt }) => doubt === undefined);
  const ours = own.findings.map((finding) => {
    if (theirs.some((one) => isSame(one, finding))) {
      const { doubt: _doubt, ...sure } = finding;
      return sure;
    }
    const isSeen = above.every(({ isComplete }) => isComplete);
    // What is all its own doing needs no caller that shows it, unless all have been seen.
    if (finding.doubt !== undefined || (finding.isOwn && !isSeen)) return finding;
    return {
      ...finding,
      doubt: isSeen ? "no caller in the file shows it" : "no caller in the file has shown it",
    };
  });
  const more = theirs.filter(
    (one) =>
      one.hasReached && one.kind !== "untold descriptor" && !ours.some((finding) => isSame(one, finding)),
  );
  return [...ours, ...more];
}

/**
 * The order of paths: depth first; and where there are too many, the rest are walks that go where paths have been
 * long. The same each time: what is cut depends on no clock.
 */
class Order {
  paths = 0;
  isComplete = false;
  /** What was decided on the last path, in order. */
  #taken: { way: number; readonly ways: number }[] = [];
  #prefix: readonly number[] = [];
  isWalking = false;
  /** For each depth and way, how long paths were. */
  readonly #longest = new Map<string, number>();
  #seed = 1;

  /**
   * @param maxPaths - How many paths are run.
   * @param inOrder - Which part of them is run in order; the others are walks.
   */
  constructor(
    readonly maxPaths: number,
    readonly inOrder: number,
  ) {}

  get decisions(): readonly number[] {
    return this.#taken.map(({ way }) => way);
  }

  /** How many decisions of the path are those of the last one. */
  get shared(): number {
    return Math.max(0, this.#prefix.length - 1);
  }

  /** Whether the path is on new ground, and all that go on as it does now are run before any other. */
  get isInOrder(): boolean {
    return !this.isWalking && this.#taken.length >= this.#prefix.length;
  }

  /** How the next path is decided, given how long the last was; undefined when there is none. */
  next(steps: number): Decide | undefined {
    if (this.paths > 0) {
      this.#learn(steps);
      if (!this.isWalking && !this.#advance()) {
        this.isComplete = true;
        return undefined;
      }
    }
    if (this.paths >= this.maxPaths) return undefined;
    this.isWalking = this.paths >= this.maxPaths * this.inOrder;
    this.paths++;
    this.#taken = [];
    return (decision) => this.#decide(decision);
  }

  #decide({ ways, code }: LoneDecision): number {
    // That memory is short is the other failure of a call that fails otherwise as well: the same path.
    const count = code === "ENOMEM" ? 1 : ways;
    const at = this.#taken.length;
    const way = this.isWalking ? this.#walk(count) : (this.#prefix[at] ?? 0);
    this.#taken.push({ way, ways: count });
    return way;
  }

  #advance(): boolean {
    for (let at = this.#taken.length - 1; at >= 0; at--) {
      const { way, ways } = this.#taken[at] as { way: number; ways: number };
      if (way + 1 >= ways) continue;
      this.#prefix = [...this.decisions.slice(0, at), way + 1];
      return true;
    }
    return false;
  }

  #walk(ways: number): number {
    const at = this.#taken.length;
    const lengths = Array.from({ length: ways }, (_, way) => this.#longest.get(`${at} ${way}`) ?? Infinity);
    if (this.#random() < 0.3) return Math.floor(this.#random() * ways);
    const best = Math.max(...lengths);
    const candidates = lengths.flatMap((length, way) => (length === best ? [way] : []));
    return candidates[Math.floor(this.#random() * candidates.length)] ?? 0;
  }

  #learn(steps: number): void {
    this.#taken.forEach(({ way }, at) => {
      const key = `${at} ${way}`;
      this.#longest.set(key, Math.max(this.#longest.get(key) ?? 0, steps));
    });
  }

  /** Between 0 and 1: a linear congruential generator, with the constants of Numerical Recipes. */
  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0;
    return this.#seed / 2 ** 32;
  }
}
