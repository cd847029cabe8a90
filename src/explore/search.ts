/** Searches every interleaving and every failure of a scenario, shortest runs first. */
import type { Automaton } from "./automaton.js";
import type { Bound } from "./bound.js";
import { ExploreError } from "./explore-error.js";
import { isHeapFull } from "./heap-limit.js";
import { mix } from "./hash.js";
import { ENDS } from "./local-states.js";
import type { Executed, Machine } from "./machine.js";
import type { Resolved } from "./options.js";
import { orderOf, type Order } from "./order.js";
import { turnsOf } from "./replayer.js";
import { Schedule } from "./schedule.js";
import { dividesAtOnce, isMine, keepsState } from "./shard.js";
import { positionOfProgram } from "./source.js";
import type { Space } from "./space.js";
import { Choices, FULL, Memories, States } from "./state-store.js";
import { BLOCKED, TransitionCache, UNKNOWN } from "./transition-cache.js";
import type { Violation } from "./trace.js";
import { isExpected } from "./violation.js";
import { walkAtRandom, type Step } from "./walks.js";

/** A violation, and a run that shows it. */
export interface Found {
  readonly violation: Violation;
  readonly schedule: Schedule;
}

/** A search that has ended, with what it can still be asked. */
export interface Searched {
  readonly states: number;
  readonly transitions: number;
  readonly ends: number;
  readonly depth: number;
  readonly memories: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** How likely it is at most that hash compaction left a state out; 0 without it. */
  readonly omission: number;
  /** Why the search is not exhaustive; undefined when it is. */
  readonly bound: Bound | undefined;
  /** The first violation, or the first one that the scenario must show. */
  readonly found: Found | undefined;
  /** The steps of the run that was found. */
  readonly steps: readonly Step[];
  /** The machine that made the search. */
  readonly machine: Machine;
  /**
   * Two 32-bit fingerprints a state, for the states of a shard; the second is odd where all tasks have returned. See
   * `ExploreOptions.shard`.
   */
  readonly fingerprints: Int32Array | undefined;
  /** A hash of what training has learnt of the tasks: the same for all shards of a scenario. */
  readonly learnt: number;
}

const NONE: readonly number[] = [];

const PROGRESS_EVERY = 1 << 14;

/** How many walks teach the first claims about words; for shards, which must all learn the same. */
const TRAINING = 64;
const TRAINING_OF_SHARDS = 4096;
/** How long they are at most: a task that spins teaches no more in more steps, and each one takes longer. */
const LONGEST_TRAINING = 1024;

/** Searches a space. */
export function search<S>(space: Space<S>, options: Resolved): Searched {
  return checkingHiddenState(space, () => searchWhole(space, options));
}

/** Explores, and refuses a scenario whose tasks have changed what the explorer does not see. */
export function checkingHiddenState<S, R>(space: Space<S>, explore: () => R): R {
  try {
    const found = explore();
    space.hidden.check();
    return found;
  } catch (error) {
    // Which variable it is says more than that two runs differ.
    if (error instanceof ExploreError && error.kind === "nondeterministic") space.hidden.check();
    throw error;
  }
}

/**
 * Whether a step may hold several accesses. What an invariant reads nobody knows: with one, every access is a scheduling
 * point, and it is asked after each.
 */
export function isReduced<S>({ scenario }: Space<S>, { reduce }: Resolved): boolean {
  return reduce && scenario.invariant === undefined;
}

function searchWhole<S>(space: Space<S>, options: Resolved): Searched {
  const started = performance.now();
  const { granularity: unit, shard } = options;
  const machine = space.machine({
    unit,
    reduce: isReduced(space, options),
    failures: options.failures,
    reuse: options.reuse,
  });
  if ((machine.options.reduce && unit === "access") || shard !== undefined) train(space, machine, options);
  const learnt = space.automata.reduce((hash, automaton) => mix(hash, automaton.learnt), 1);
  for (;;) {
    machine.independence.withdrawn = false;
    const run = new Search(space, machine, options, started);
    if (run.search()) {
      for (const automaton of space.automata) verify(space, automaton);
      return { ...run.result(), learnt };
    }
    if (shard !== undefined) {
      throw new ExploreError(
        "option",
        "This shard met a word that is used in a way that no training run showed, so its part is not the part that " +
          "the other shards left to it. Run all shards with reduce: false (--no-reduce).",
      );
    }
    run.reset();
  }
}

/**
 * Claims about words that do not hold are mostly found in a few runs: cheaper than to begin a search again. Shards learn
 * so, all of them the same, whether anything can fail.
 */
function train<S>(space: Space<S>, machine: Machine, { shard, onProgress, maxStates }: Resolved): void {
  const memories = new Memories(machine);
  const beginning = memories.intern();
  const walks = shard === undefined ? TRAINING : TRAINING_OF_SHARDS;
  let steps = 0;
  walkAtRandom(space, machine, memories, beginning, { walks, seed: 1, longest: LONGEST_TRAINING }, () => {
    if (++steps % PROGRESS_EVERY === 0) onProgress?.({ states: 0, transitions: steps });
    // A part of a search that may keep few states is not to walk for longer than it searches.
    return shard === undefined || steps < maxStates;
  });
  memories.load(beginning);
  machine.nodes.fill(0);
}

/** A run that violates, as it was found. */
interface Violating {
  readonly violation: Violation;
  readonly steps: readonly Step[];
}

/** One search from the beginning, with the claims about words as they stand. */
export class Search<S> {
  readonly #memories: Memories;
  readonly #states: States;
  readonly #known = new TransitionCache();
  readonly #order: Order;
  readonly #plan: number[] = [];
  readonly #choices = new Choices();
  readonly #dividesByFailure: boolean;
  #transitions = 0;
  #ends = 0;
  #depth = 0;
  #bound: Bound | undefined;
  #found: Violating | undefined;
  #other: Violating | undefined;
  #endless: ExploreError | undefined;
  /** Transitions, and what was decided on them: limits are looked at by it. */
  #work = 0;
  #lookAt = 0;
  #isDivided = false;
  #learnsUntil = 0;

  /** @param longest - How many steps a run may have: what lies further is left out. */
  constructor(
    readonly space: Space<S>,
    readonly machine: Machine,
    readonly options: Resolved,
    readonly started: number,
    readonly longest = Infinity,
  ) {
    this.#memories = new Memories(machine, options.compact);
    this.#states = new States(machine.nodes.length, options.maxStates);
    this.#dividesByFailure = options.shard !== undefined && machine.faults.isUsed;
    this.#order = orderOf(options.order === "depth" ? "depth" : "breadth", options.failures, (state) =>
      this.#states.depthOf(state),
    );
  }

  /** Back to the beginning. */
  reset(): void {
    this.#memories.load(0);
    this.machine.nodes.fill(0);
  }

  /** True when the search ended; false when it rests on a claim that was withdrawn. */
  search(): boolean {
    const { machine, options } = this;
    const beginning = this.#memories.intern();
    // Twice: for the first state, and to come back to when a claim is withdrawn.
    this.#memories.retain(beginning);
    this.#memories.retain(beginning);
    const first = this.#states.add(beginning, machine.nodes, -1, 0);
    this.#violatedAtOnce(first);
    if (this.#found !== undefined) return true;
    if (options.order === "random") return this.#walk(beginning);
    this.#order.push(first, 0, false);
    this.space.watchdog.steps(() => this.#next());
    if (this.#isMisled) return false;
    const ends = this.#found !== undefined || this.#bound !== undefined;
    if (!ends && this.#endless !== undefined && this.#other === undefined) throw this.#endless;
    return true;
  }

  /** Takes the next pending state; false when the search ends. */
  #next(): boolean {
    const state = this.#order.next();
    if (state === -1) return false;
    this.#expand(state);
    this.#memories.release(this.#states.memoryOf(state));
    const ends = this.#found !== undefined || this.#bound !== undefined;
    if (ends || (this.#isMisled && this.#transitions >= this.#learnsUntil)) return false;
    if (this.options.shard !== undefined && !this.#isDivided && !this.#dividesByFailure) this.#divide();
    return true;
  }

  /** What violates before the first access. */
  #violatedAtOnce(first: number): void {
    const broken = this.space.violationBetween(this.machine);
    if (broken !== undefined) this.#violated(broken, first, -1);
    for (const automaton of this.space.automata) {
      const thrown = automaton.thrownAt(0);
      if (thrown !== undefined && this.#found === undefined) this.#violated(thrown, first, -1);
    }
  }

  /** Whether a claim about words was withdrawn: then what was searched is not all there is. */
  get #isMisled(): boolean {
    const { independence, options } = this.machine;
    if (!independence.withdrawn || !options.reduce || options.unit === "call") return false;
    // Other claims may not hold either. To go on for as long again finds most of them, and costs as much at most as
    // it cost to find the first.
    if (this.#learnsUntil === 0) this.#learnsUntil = 2 * this.#transitions + 4096;
    return true;
  }

  result(): Omit<Searched, "learnt"> {
    const ended = performance.now();
    const { options, machine } = this;
    const first = this.#found ?? this.#other;
    return {
      states: this.#states.count,
      transitions: this.#transitions,
      ends: this.#ends,
      depth: this.#depth,
      memories: this.#memories.count,
      bytes: this.#bytes,
      milliseconds: ended - this.started,
      omission: this.#memories.omission,
      bound: this.#boundOf(first),
      found: first && { violation: first.violation, schedule: this.#scheduleOf(first.steps) },
      steps: first?.steps ?? [],
      machine,
      fingerprints: options.shard === undefined ? undefined : this.#fingerprints(),
    };
  }

  #boundOf(found: Violating | undefined): Bound | undefined {
    const { order, walks, compact } = this.options;
    if (this.#bound !== undefined) return this.#bound;
    if (found !== undefined) return { kind: "violation" };
    if (order === "random") return { kind: "walks", limit: walks };
    return compact ? { kind: "compaction", omission: this.#memories.omission } : undefined;
  }

  /** Steps, access by access. Where steps end depends on the claims about words; accesses do not. */
  #scheduleOf(steps: readonly Step[]): Schedule {
    const { machine } = this;
    machine.restart();
    const log: Executed[] = (machine.log = []);
    for (const { task, choices } of steps) {
      machine.mark();
      machine.step(task, choices);
    }
    machine.log = undefined;
    return new Schedule(turnsOf(log));
  }

  #expand(state: number): void {
    const { machine } = this;
    const { nodes } = machine;
    const { automata } = this.space;
    const memory = this.#states.memoryOf(state);
    this.#states.nodesOf(state, nodes);
    // Where a run may go no further, one looks only whether it is at rest.
    const isLast = this.#states.depthOf(state) >= this.longest;
    let isLoaded = false;
    let enabled = false;
    for (let task = 0; task < nodes.length; task++) {
      const node = nodes[task] as number;
      if (((automata[task] as Automaton).op[node] as number) >= ENDS) continue;
      const known = this.#known.find(memory, task, node);
      if (known === BLOCKED) continue;
      if (known !== UNKNOWN && this.#memories.has(this.#known.memory)) {
        enabled = true;
        if (isLast) return;
        this.#transitions++;
        this.#work++;
        nodes[task] = known;
        this.#reach(this.#known.memory, state, task, NONE, false);
        nodes[task] = node;
        continue;
      }
      if (!isLoaded) {
        this.#memories.load(memory);
        machine.mark();
        isLoaded = true;
      }
      if (!machine.isEnabled(task)) {
        this.#known.add(memory, task, node, memory, BLOCKED);
        continue;
      }
      enabled = true;
      if (isLast) return;
      this.#take(state, memory, task, node);
      if (this.#found !== undefined) return;
    }
    if (!enabled) this.#atRest(state, memory);
    if (this.#work >= this.#lookAt) this.#look();
  }

  /** Takes a task's step from a state, once for each way in which what it asks may be decided. */
  #take(state: number, memory: number, task: number, node: number): void {
    const { machine } = this;
    const plan = this.#plan;
    plan.length = 0;
    do {
      if (!this.#step(task, plan)) return;
      this.#transitions++;
      const isPlain = machine.choices.length === 0;
      if (!isPlain) plan.splice(0, plan.length, ...machine.choices);
      const reached = this.#arrive(state, memory, task);
      if (isPlain && reached >= 0 && !machine.askedForReaders) {
        this.#known.add(memory, task, node, reached, machine.nodes[task] as number);
      }
      machine.revert();
      if (this.#found !== undefined) return;
      // A step may have as many ways as a search has states.
      this.#work += 1 + plan.length;
      if (this.#work >= this.#lookAt) this.#look();
      if (this.#bound !== undefined) return;
    } while (advance(plan, machine.ways));
  }

  /** A step; false when its task does not return. Others may violate something: the search goes on without it. */
  #step(task: number, plan: readonly number[]): boolean {
    try {
      this.machine.step(task, plan);
      return true;
    } catch (error) {
      if (!(error instanceof ExploreError) || error.kind !== "endless") throw error;
      this.#endless ??= error;
      this.machine.revert();
      return false;
    }
  }

  /** Keeps the state that a step has led to. Returns its memory, -1 when it violates. */
  #arrive(state: number, memory: number, task: number): number {
    const { machine } = this;
    const memories = this.#memories;
    if (machine.violation !== undefined) return this.#violated(machine.violation, state, task);
    let reached = memory;
    if (!machine.journal.isUnchanged) {
      const before = memories.count;
      reached = memories.intern();
      if (memories.count > before) {
        const broken = this.space.violationBetween(this.machine);
        if (broken !== undefined) return this.#violated(broken, state, task);
      }
    }
    this.#reach(reached, state, task, machine.choices, machine.failed);
    return reached;
  }

  /** Keeps a state: the memory, and the local states of the machine. */
  #reach(memory: number, state: number, task: number, choices: readonly number[], failedNow: boolean): void {
    const next = this.#add(memory, state, task);
    if (next < 0) return;
    const depth = this.#states.depthOf(next);
    if (depth > this.#depth) this.#depth = depth;
    this.#choices.set(next, choices);
    const failures = this.#memories.failuresIn(memory);
    if (failedNow && failures === 1 && !this.#isMine(this.machine.failuresMark)) return;
    this.#memories.retain(memory);
    this.#order.push(next, failures, failedNow);
  }

  /** Adds the state that the machine is in; one too many ends the search. */
  #add(memory: number, parent: number, task: number): number {
    const state = this.#states.add(memory, this.machine.nodes, parent, task);
    if (state === FULL) this.#bound = { kind: "states", limit: this.#states.most };
    return state;
  }

  #atRest(state: number, memory: number): void {
    const { machine } = this;
    this.#memories.load(memory);
    if (machine.areAllDone) this.#ends++;
    const violation = this.space.violationAtRest(machine);
    if (violation !== undefined) this.#violated(violation, state, -1);
  }

  #violated(violation: Violation, state: number, task: number): -1 {
    const isWanted = this.#isWanted(violation);
    if (!isWanted && this.#other !== undefined) return -1;
    const steps = this.#wayTo(state);
    if (task >= 0) steps.push({ task, choices: [...this.machine.choices] });
    if (isWanted) this.#found = { violation, steps };
    else this.#other = { violation, steps };
    return -1;
  }

  #isWanted(violation: Violation): boolean {
    const { violates } = this.space.scenario;
    return violates === undefined || isExpected(violation, violates);
  }

  /** Everything that grows with the search. */
  get #bytes(): number {
    const automata = this.space.automata.reduce((sum, { bytes }) => sum + bytes, 0);
    return (
      this.#states.bytes +
      this.#memories.bytes +
      this.#known.bytes +
      this.#order.bytes +
      this.machine.bytes +
      automata +
      this.#choices.bytes
    );
  }

  /** The steps to a state. */
  #wayTo(state: number): Step[] {
    const steps: Step[] = [];
    for (let at = state; at > 0; at = this.#states.parentOf(at)) {
      steps.push({ task: this.#states.taskOf(at), choices: this.#choices.of(at) });
    }
    return steps.reverse();
  }

  #look(): void {
    const { maxBytes, maxMilliseconds, onProgress } = this.options;
    this.#lookAt = this.#work + PROGRESS_EVERY;
    onProgress?.({ states: this.#states.count, transitions: this.#transitions });
    if (this.#bytes >= maxBytes) this.#bound = { kind: "bytes", limit: maxBytes };
    if (isHeapFull()) this.#bound = { kind: "bytes", limit: this.#bytes };
    if (performance.now() - this.started >= maxMilliseconds) {
      this.#bound = { kind: "time", limit: maxMilliseconds };
    }
  }

  #walk(beginning: number): boolean {
    const endless = walkAtRandom(
      this.space,
      this.machine,
      this.#memories,
      beginning,
      this.options,
      (steps, violation, end) => {
        this.#transitions++;
        this.#work++;
        if (end) this.#ends++;
        if (steps.length > this.#depth) this.#depth = steps.length;
        this.#add(this.#memories.intern(), 0, 0);
        if (violation !== undefined) {
          const found: Violating = { violation, steps: [...steps] };
          if (this.#isWanted(violation)) this.#found = found;
          else this.#other ??= found;
        }
        if (this.#work >= this.#lookAt) this.#look();
        return this.#found === undefined && this.#bound === undefined;
      },
    );
    if (endless !== undefined && this.#found === undefined && this.#other === undefined) throw endless;
    return true;
  }

  /** Whether a number is this shard's. */
  #isMine(number: number): boolean {
    const { shard } = this.options;
    return shard === undefined || !this.#dividesByFailure || isMine(shard, number);
  }

  /**
   * Keeps this shard's part of what is pending, as soon as there is enough to divide. For scenarios in which nothing
   * fails: elsewhere each shard takes the failures that are its own, and what follows on different failures is
   * different; what others keep pending here they may both come to.
   */
  #divide(): void {
    const { shard } = this.options;
    if (shard === undefined || !dividesAtOnce(shard, this.#order.length)) return;
    this.#isDivided = true;
    this.#order.keep((state) => keepsState(shard, this.#fingerprint(state)[0]));
  }

  #fingerprints(): Int32Array {
    const all = new Int32Array(2 * this.#states.count);
    const nodes = new Int32Array(this.machine.nodes.length);
    for (let state = 0; state < this.#states.count; state++) {
      const [first, second] = this.#fingerprint(state);
      this.#states.nodesOf(state, nodes);
      const isEnd = nodes.every((node, task) => this.space.automata[task]?.isDone(node));
      all[2 * state] = first;
      all[2 * state + 1] = isEnd ? second | 1 : second & ~1;
    }
    return all;
  }

  /** A state as two numbers that every search of the scenario agrees on. */
  #fingerprint(state: number): [number, number] {
    const { machine } = this;
    const nodes = new Int32Array(machine.nodes.length);
    this.#states.nodesOf(state, nodes);
    let first = this.#memories.hashOf(this.#states.memoryOf(state));
    let second = this.#memories.otherHashOf(this.#states.memoryOf(state));
    nodes.forEach((node, task) => {
      const { identity } = this.space.automata[task] as Automaton;
      first = mix(first, identity[2 * node] as number);
      second = mix(second, identity[2 * node + 1] as number);
    });
    return [first, second];
  }
}

/** The next plan after one that was taken: the last decision that has a way left takes it, and what follows is open. */
function advance(plan: number[], ways: readonly number[]): boolean {
  while (plan.length > 0) {
    const way = (plan.pop() as number) + 1;
    if (way < (ways[plan.length] as number)) {
      plan.push(way);
      return true;
    }
  }
  return false;
}

/** How many local states of a task are looked at once more. */
const VERIFIED = 64;

/** At how many of them, at most, one looks at what a task can reach that may put things back: that takes long. */
const LOOKED_AT = 32;

/** Runs each task once more along some of its ways: a program that keeps state elsewhere answers differently. */
function verify<S>({ hidden, watchdog }: Space<S>, automaton: Automaton): void {
  const stride = Math.max(1, Math.floor(automaton.size / VERIFIED));
  // Only the program's own code changes what it can reach: in one place of it, once is enough.
  const places = new Set<string>();
  const look = (): void => {
    const place = positionOfProgram();
    if (places.size === LOOKED_AT || places.has(place)) return;
    places.add(place);
    hidden.check();
  };
  let node = automaton.size - 1;
  watchdog.steps(() => {
    if (automaton.isReached(node)) {
      automaton.verify(node, hidden.mayBePutBack ? look : undefined);
    }
    node -= stride;
    return node >= 0;
  });
}
