/** Searches every interleaving and every failure of a scenario, shortest runs first. */
import { nameWord } from "../kernel/index.js";
import { Automaton } from "./automaton.js";
import { beginningOf, violationAtEnd, violationBetween, type Beginning } from "./end.js";
import { ExploreError } from "./explore-error.js";
import { Machine, MAX_TASKS, type Executed } from "./machine.js";
import { mix, Op } from "./operation.js";
import { Outside } from "./outside.js";
import type { Scenario } from "./scenario.js";
import { Memories, States } from "./states.js";
import { BLOCKED, Steps, UNKNOWN } from "./steps.js";
import type { Violation } from "./trace.js";
import { buildWorld, type BuiltWorld } from "./world.js";

/**
 * How a scenario is explored.
 *
 * @public
 */
export interface ExploreOptions {
  /**
   * What is atomic. `access` (the default): nothing but one access to memory that other tasks may notice. `call`:
   * each call of the binding.
   */
  readonly granularity?: "access" | "call";
  /**
   * Whether accesses that no other task can notice are merged with the one before them. True by default; it changes
   * no verdict and no end state, only how many states lie between.
   */
  readonly reduce?: boolean;
  /** How many fallible points may fail in one run, 0 or more; 1 by default. */
  readonly failures?: number;
  /**
   * `breadth` (the default): the counterexample is a shortest one; `depth`: it is found sooner in a space too
   * large for breadth; `random`: random walks, which never exhaust anything.
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
  /** How many states to keep at most; 10,000,000 by default. */
  readonly maxStates?: number;
  /** How many bytes of states to keep at most; 2 GiB by default. */
  readonly maxBytes?: number;
  /** How long to search at most, in milliseconds; without limit by default. */
  readonly maxMilliseconds?: number;
  /** For {@link exploreShard} alone: which part of the space to search, part `index` (from 1) of `count`. */
  readonly shard?: { readonly index: number; readonly count: number };
  /** Called now and then while the search runs. */
  readonly onProgress?: (progress: { readonly states: number; readonly transitions: number }) => void;
}

/** One step of a run: a task, and what its fallible points on the way were made to do (1: fail). */
export interface Step {
  readonly task: number;
  readonly choices: readonly number[];
}

/** One operation's turn in a run: whose it is, and whether it is a fallible point that is made to fail. */
export interface Turn {
  readonly task: number;
  readonly fails: boolean;
}

/** What a search found. */
export interface Found {
  readonly violation: Violation;
  readonly steps: readonly Step[];
  /** The same run, operation by operation. */
  readonly turns: readonly Turn[];
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
  readonly bound: string | undefined;
  /** The first violation, or the first one whose message contains what the scenario must violate. */
  readonly found: Found | undefined;
  /** The machine that made the search. */
  readonly machine: Machine;
  /**
   * Two 32-bit fingerprints a state, for the states of a shard; the second is odd where all tasks have returned. See
   * {@link ExploreOptions.shard}.
   */
  readonly fingerprints: Int32Array | undefined;
}

/** What a search works on: the built world with an automaton for each task. */
export class Space<S> {
  readonly world: BuiltWorld<S>;
  readonly automata: readonly Automaton[];
  readonly beginning: Beginning;
  readonly #outside: Outside;
  readonly #words: Int32Array;

  constructor(readonly scenario: Scenario<S>) {
    if (scenario.order.length > MAX_TASKS) {
      throw new ExploreError(
        "option",
        `The scenario "${scenario.name}" has ${scenario.order.length} tasks; the explorer takes ${MAX_TASKS} at most.`,
      );
    }
    this.world = buildWorld(scenario);
    this.world.kernel.useGeneralCode();
    this.beginning = beginningOf(this.world);
    const { memory } = this.world.kernel;
    this.#words = memory.words.slice(0, memory.top);
    this.#outside = new Outside(scenario as Pick<Scenario, "order" | "tasks">, this.world.shared);
    this.automata = scenario.order.map((name) => {
      const task = this.world.tasks[name] as NonNullable<(typeof this.world.tasks)[string]>;
      const body = this.world.bodies[name] as NonNullable<(typeof this.world.bodies)[string]>;
      return new Automaton(name, this.world.kernel, task, body as never, this.world.shared);
    });
  }

  /**
   * Ends what watches the tasks' surroundings.
   *
   * @throws {@link ExploreError} `outside` when a task has changed them.
   */
  checkOutside(): void {
    this.#outside.check();
  }

  /** A machine at the beginning; it takes the kernel's memory over from any earlier one. */
  machine(options: ExploreOptions): Machine {
    const { memory } = this.world.kernel;
    memory.probe = null;
    memory.words.fill(0);
    memory.words.set(this.#words);
    return new Machine(this.world.kernel, this.automata, options.failures ?? 1, {
      unit: options.granularity ?? "access",
      // What an invariant reads nobody knows: with one, every access is a scheduling point, and it is asked after each.
      reduce: (options.reduce ?? true) && this.scenario.invariant === undefined,
    });
  }

  /** What the state violates in which nobody can go on. */
  violationAtRest(machine: Machine): Violation | undefined {
    for (const [task, automaton] of this.automata.entries()) {
      const node = machine.nodes[task] as number;
      if (automaton.op[node] === Op.violation) return automaton.violations[automaton.first[node] as number];
    }
    if (!machine.areAllDone) return this.#deadlock(machine);
    const results: Record<string, number> = {};
    this.scenario.order.forEach((name, task) => (results[name] = machine.resultOf(task)));
    return violationAtEnd(this.scenario, this.world, this.beginning, results, machine.failures);
  }

  /** What the state in which the machine is violates, as far as checks between steps tell. */
  violationBetween(): Violation | undefined {
    return violationBetween(this.scenario, this.world);
  }

  /** What it means that no task can go on and not all have returned. */
  #deadlock(machine: Machine): Violation {
    const waiting = this.scenario.order.flatMap((name, task) => {
      if (machine.isDone(task)) return [];
      const { kind, address } = machine.waitsFor(task);
      if (kind === "lock") return [`${name} for the lock ${nameWord(this.world.kernel, address)}`];
      if (kind === "readers") return [`${name} for an RCU read section to end`];
      const word = machine.words[address] as number;
      const automaton = machine.automata[task] as Automaton;
      const lost = word === automaton.second[machine.nodes[task] as number] ? ", a lost wake-up" : "";
      return [`${name} for ${nameWord(this.world.kernel, address)}, which is ${word}${lost}`];
    });
    return { kind: "deadlock", message: `nobody can go on: waiting are ${waiting.join(" and ")}` };
  }
}

const PROGRESS_EVERY = 1 << 14;

/** Searches a space. */
export function search<S>(space: Space<S>, options: ExploreOptions = {}): Searched {
  checkOptions(options);
  try {
    const searched = searchWhole(space, options);
    space.checkOutside();
    return searched;
  } catch (error) {
    // Which variable it is says more than that two runs differ.
    if (error instanceof ExploreError && error.kind === "nondeterministic") space.checkOutside();
    throw error;
  }
}

function searchWhole<S>(space: Space<S>, options: ExploreOptions): Searched {
  const started = performance.now();
  const machine = space.machine(options);
  if ((machine.granularity.reduce && machine.granularity.unit === "access") || options.shard !== undefined) {
    // Claims about words that do not hold are mostly found in a few runs: cheaper than to begin a search again.
    // Shards learn so, all of them the same, whether anything can fail.
    const memories = new Memories(machine);
    const beginning = memories.intern();
    let steps = 0;
    walkAtRandom(space, machine, memories, beginning, options.shard === undefined ? 64 : 4096, 1, () => {
      if (++steps % PROGRESS_EVERY === 0) options.onProgress?.({ states: 0, transitions: steps });
      return true;
    });
    memories.load(beginning);
    machine.nodes.fill(0);
  }
  for (;;) {
    machine.sharing.withdrawn = false;
    const run = new Run(space, machine, options, started);
    if (run.search()) {
      for (const automaton of space.automata) verify(automaton);
      return run.result();
    }
    if (options.shard !== undefined) {
      throw new ExploreError(
        "option",
        "This shard met a word that is used in a way that no training run showed, so its part is not the part that " +
          "the other shards left to it. Run all shards with reduce: false (--no-reduce).",
      );
    }
    run.reset();
  }
}

/** One search from the beginning, with the claims about words as they stand. */
class Run<S> {
  readonly #memories: Memories;
  readonly #states: States;
  readonly #steps = new Steps();
  readonly #kinds: number;
  #transitions = 0;
  #ends = 0;
  #depth = 0;
  #bound: string | undefined;
  #found: Found | undefined;
  #other: Found | undefined;
  #lookAt = 0;
  #isDivided = false;
  #learnsUntil = 0;
  readonly #plan: number[] = [];
  readonly #dividesByFailure: boolean;
  // What was chosen on the step to a state, where something was made to fail.
  readonly #choices = new Map<number, readonly number[]>();
  // Pending states, by the number of failures taken: those that a failure led to, and those reached without one more.
  readonly #seeds: Queue[];
  readonly #queues: Queue[];

  constructor(
    readonly space: Space<S>,
    readonly machine: Machine,
    readonly options: ExploreOptions,
    readonly started: number,
  ) {
    this.#kinds = (options.failures ?? 1) + 1;
    this.#memories = new Memories(machine, options.compact);
    this.#states = new States(machine.nodes.length);
    this.#dividesByFailure = options.shard !== undefined && machine.hasFailed;
    this.#seeds = Array.from({ length: this.#kinds }, () => new Queue());
    this.#queues = Array.from({ length: this.#kinds }, () => new Queue());
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
    const broken = this.space.violationBetween();
    if (broken !== undefined) {
      this.#found = { violation: broken, steps: [], turns: [] };
      return true;
    }
    if (options.order === "random") return this.#walk(beginning);
    (this.#queues[0] as Queue).push(first);
    for (let failures = 0; failures < this.#kinds; failures++) {
      for (;;) {
        const state = this.#next(failures);
        if (state === -1) break;
        this.#expand(state);
        this.#memories.release(this.#states.memoryOf(state));
        const ends = this.#found !== undefined || this.#bound !== undefined;
        if (this.#isMisled && (ends || this.#transitions >= this.#learnsUntil)) return false;
        if (ends) return true;
        if (options.shard !== undefined && !this.#isDivided && !this.#dividesByFailure)
          this.#divide(options.shard);
      }
    }
    return !this.#isMisled;
  }

  /** Whether a claim about words was withdrawn: then what was searched is not all there is. */
  get #isMisled(): boolean {
    const { sharing, granularity } = this.machine;
    if (!sharing.withdrawn || !granularity.reduce || granularity.unit === "call") return false;
    // Other claims may not hold either. To go on for as long again finds most of them, and costs as much at most as
    // it cost to find the first.
    if (this.#learnsUntil === 0) this.#learnsUntil = 2 * this.#transitions + 4096;
    return true;
  }

  result(): Searched {
    const ended = performance.now();
    const first = this.#found ?? this.#other;
    const found = first === undefined ? undefined : { ...first, turns: this.#turnsOf(first.steps) };
    return {
      states: this.#states.count,
      transitions: this.#transitions,
      ends: this.#ends,
      depth: this.#depth,
      memories: this.#memories.count,
      bytes: this.#bytes,
      milliseconds: ended - this.started,
      omission: this.#memories.omission,
      bound:
        this.options.order === "random" && found === undefined
          ? (this.#bound ?? `${this.options.walks ?? 10_000} random walks`)
          : this.#bound,
      found,
      machine: this.machine,
      fingerprints: this.options.shard === undefined ? undefined : this.#fingerprints(),
    };
  }

  /** Steps, operation by operation. Where steps end depends on the claims about words; operations do not. */
  #turnsOf(steps: readonly Step[]): Turn[] {
    const { machine } = this;
    machine.restart();
    const log: Executed[] = (machine.log = []);
    for (const { task, choices } of steps) {
      machine.mark();
      machine.step(task, choices);
    }
    machine.log = undefined;
    return log.map(({ task, op, result }) => ({ task, fails: op === Op.fails && result !== 0 }));
  }

  #next(failures: number): number {
    const seeds = this.#seeds[failures] as Queue;
    const queue = this.#queues[failures] as Queue;
    if (this.options.order === "depth") return queue.isEmpty ? seeds.pop() : queue.pop();
    if (seeds.isEmpty) return queue.shift();
    if (queue.isEmpty) return seeds.shift();
    const states = this.#states;
    return states.depthOf(seeds.first) <= states.depthOf(queue.first) ? seeds.shift() : queue.shift();
  }

  #expand(state: number): void {
    const { machine } = this;
    const { nodes, automata } = machine;
    const memory = this.#states.memoryOf(state);
    this.#states.nodesOf(state, nodes);
    let isLoaded = false;
    let enabled = false;
    for (let task = 0; task < nodes.length; task++) {
      const node = nodes[task] as number;
      if (((automata[task] as Automaton).op[node] as number) >= Op.done) continue;
      const known = this.#steps.find(memory, task, node);
      if (known === BLOCKED) continue;
      if (known !== UNKNOWN && this.#memories.has(this.#steps.memory)) {
        enabled = true;
        this.#transitions++;
        nodes[task] = known;
        this.#reach(this.#steps.memory, state, task, false);
        nodes[task] = node;
        continue;
      }
      if (!isLoaded) {
        this.#memories.load(memory);
        machine.mark();
        isLoaded = true;
      }
      if (!machine.isEnabled(task)) {
        this.#steps.add(memory, task, node, memory, BLOCKED);
        continue;
      }
      enabled = true;
      this.#take(state, memory, task, node);
      if (this.#found !== undefined) return;
    }
    if (!enabled) this.#atRest(state, memory);
    if (this.#transitions >= this.#lookAt) this.#look();
  }

  /** Takes a task's step from a state, once for each way in which points on it may fail. */
  #take(state: number, memory: number, task: number, node: number): void {
    const { machine } = this;
    const plan = this.#plan;
    plan.length = 0;
    do {
      machine.step(task, plan);
      this.#transitions++;
      const isPlain = machine.choices.length === 0;
      if (!isPlain) plan.splice(0, plan.length, ...machine.choices);
      const reached = this.#arrive(state, memory, task);
      if (isPlain && reached >= 0 && !machine.askedForReaders) {
        this.#steps.add(memory, task, node, reached, machine.nodes[task] as number);
      }
      machine.revert();
      if (this.#found !== undefined) return;
    } while (advance(plan));
  }

  /** Keeps the state that a step has led to. Returns its memory, -1 when it violates. */
  #arrive(state: number, memory: number, task: number): number {
    const { machine } = this;
    const memories = this.#memories;
    if (machine.violation !== undefined) return this.#violated(machine.violation, state, task);
    let reached = memory;
    if (!machine.isMemoryUnchanged) {
      const before = memories.count;
      reached = memories.intern();
      if (memories.count > before) {
        const broken = this.space.violationBetween();
        if (broken !== undefined) return this.#violated(broken, state, task);
      }
    }
    this.#reach(reached, state, task, machine.choices.includes(1));
    return reached;
  }

  /** Keeps a state: the memory, and the local states of the machine. */
  #reach(memory: number, state: number, task: number, failedNow: boolean): void {
    const next = this.#states.add(memory, this.machine.nodes, state, task);
    if (next === -1) return;
    const depth = this.#states.depthOf(next);
    if (depth > this.#depth) this.#depth = depth;
    if (failedNow) this.#choices.set(next, [...this.machine.choices]);
    const failures = this.#memories.failuresIn(memory);
    if (failedNow && failures === 1 && !this.#isMine(this.machine.failuresMark)) return;
    this.#memories.retain(memory);
    const queues = failedNow ? this.#seeds : this.#queues;
    (queues[failures] as Queue).push(next);
  }

  #atRest(state: number, memory: number): void {
    const { machine } = this;
    this.#memories.load(memory);
    if (machine.areAllDone) this.#ends++;
    const violation = this.space.violationAtRest(machine);
    if (violation !== undefined) this.#violated(violation, state, -1);
  }

  #violated(violation: Violation, state: number, task: number): -1 {
    const { violates } = this.space.scenario;
    const isWanted = violates === undefined || violation.message.includes(violates);
    if (!isWanted && this.#other !== undefined) return -1;
    const steps = this.#wayTo(state);
    if (task >= 0) steps.push({ task, choices: [...this.machine.choices] });
    if (isWanted) this.#found = { violation, steps, turns: [] };
    else this.#other = { violation, steps, turns: [] };
    return -1;
  }

  get #bytes(): number {
    return this.#states.bytes + this.#memories.bytes + this.#steps.bytes;
  }

  /** The steps to a state. */
  #wayTo(state: number): Step[] {
    const steps: Step[] = [];
    for (let at = state; at > 0; at = this.#states.parentOf(at)) {
      steps.push({ task: this.#states.taskOf(at), choices: this.#choices.get(at) ?? [] });
    }
    return steps.reverse();
  }

  #look(): void {
    const { maxStates = 10_000_000, maxBytes = 2 ** 31, maxMilliseconds = Infinity } = this.options;
    const { count } = this.#states;
    // A transition adds one state at most: to look again this soon is to keep no state too many.
    this.#lookAt = this.#transitions + Math.min(PROGRESS_EVERY, Math.max(1, maxStates - count));
    this.options.onProgress?.({ states: count, transitions: this.#transitions });
    if (count >= maxStates) this.#bound = statesLimit(maxStates);
    if (this.#bytes >= maxBytes)
      this.#bound = `the limit of ${Math.round(maxBytes / 2 ** 20).toLocaleString("en")} MiB of states`;
    if (performance.now() - this.started >= maxMilliseconds) this.#bound = timeLimit(maxMilliseconds);
  }

  #walk(beginning: number): boolean {
    const { walks = 10_000, seed = 1 } = this.options;
    walkAtRandom(
      this.space,
      this.machine,
      this.#memories,
      beginning,
      walks,
      seed,
      (steps, violation, end) => {
        this.#transitions++;
        if (end) this.#ends++;
        if (steps.length > this.#depth) this.#depth = steps.length;
        this.#states.add(this.#memories.intern(), this.machine.nodes, 0, 0);
        if (violation !== undefined) {
          const { violates } = this.space.scenario;
          const found: Found = { violation, steps: [...steps], turns: [] };
          if (violates === undefined || violation.message.includes(violates)) this.#found = found;
          else this.#other ??= found;
        }
        if (this.#transitions >= this.#lookAt) this.#look();
        return this.#found === undefined && this.#bound === undefined;
      },
    );
    return true;
  }

  /** Whether a number is this shard's. */
  #isMine(number: number): boolean {
    const { shard } = this.options;
    if (shard === undefined || !this.#dividesByFailure) return true;
    return (mix(number, 0) >>> 0) % shard.count === shard.index - 1;
  }

  /**
   * Keeps this shard's part of what is pending, as soon as there is enough to divide. For scenarios in which nothing
   * fails: elsewhere each shard takes the failures that are its own, and what follows on different failures is
   * different; what others keep pending here they may both come to.
   */
  #divide({ index, count }: { readonly index: number; readonly count: number }): void {
    const pending = [...this.#seeds, ...this.#queues].reduce((sum, queue) => sum + queue.length, 0);
    if (pending < 16 * count) return;
    this.#isDivided = true;
    const mine = (state: number): boolean => {
      const [first] = this.#fingerprint(state);
      return (first >>> 0) % count === index - 1;
    };
    for (const queue of [...this.#seeds, ...this.#queues]) queue.keep(mine);
  }

  #fingerprints(): Int32Array {
    const all = new Int32Array(2 * this.#states.count);
    const nodes = new Int32Array(this.machine.nodes.length);
    for (let state = 0; state < this.#states.count; state++) {
      const [first, second] = this.#fingerprint(state);
      this.#states.nodesOf(state, nodes);
      const isEnd = nodes.every((node, task) => this.space.automata[task]?.op[node] === Op.done);
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

/** The next plan after one that was taken: the last point that did not fail does, and what follows is open. */
function advance(plan: number[]): boolean {
  while (plan.length > 0) {
    if (plan.pop() === 0) {
      plan.push(1);
      return true;
    }
  }
  return false;
}

/** Walks from the beginning to an end, again and again, choosing tasks and failures by chance. */
function walkAtRandom<S>(
  space: Space<S>,
  machine: Machine,
  memories: Memories,
  beginning: number,
  walks: number,
  seed: number,
  visit: (steps: readonly Step[], violation: Violation | undefined, end: boolean) => boolean,
): void {
  let state = mix(seed, 0x1234567);
  const random = (below: number): number => ((state = mix(state, 0x2545f491)) >>> 0) % below;
  const enabled: number[] = [];
  for (let walk = 0; walk < walks; walk++) {
    memories.load(beginning);
    machine.nodes.fill(0);
    const steps: Step[] = [];
    // One walk in four takes no failure, so that long runs are not rare.
    const fails = random(4);
    for (;;) {
      enabled.length = 0;
      for (let task = 0; task < machine.nodes.length; task++) if (machine.isEnabled(task)) enabled.push(task);
      if (enabled.length === 0) break;
      const task = enabled[random(enabled.length)] as number;
      const plan = fails === 0 ? [] : Array.from({ length: 16 }, () => (random(12) === 0 ? 1 : 0));
      machine.mark();
      machine.step(task, plan);
      memories.forget();
      steps.push({ task, choices: [...machine.choices] });
      let { violation } = machine;
      if (violation === undefined && !machine.isMemoryUnchanged) {
        const before = memories.count;
        memories.intern();
        if (memories.count > before) violation = space.violationBetween();
      }
      if (!visit(steps, violation, false)) return;
      if (violation !== undefined) break;
    }
    if (enabled.length > 0) continue;
    if (!visit(steps, space.violationAtRest(machine), true)) return;
  }
}

/** Runs each task once more along some of its ways: a program that keeps state elsewhere answers differently. */
function verify(automaton: Automaton): void {
  const stride = Math.max(1, Math.floor(automaton.size / 64));
  for (let node = automaton.size - 1; node >= 0; node -= stride) {
    if (automaton.op[node] !== Op.unknown) automaton.verify(node);
  }
}

/** What bounds a search that keeps no more states. */
export function statesLimit(states: number): string {
  return `the limit of ${states.toLocaleString("en")} states`;
}

/** What bounds a search that takes no longer. */
export function timeLimit(milliseconds: number): string {
  return `the limit of ${milliseconds / 1000} s`;
}

/**
 * Refuses options that are out of their ranges.
 *
 * @throws {@link ExploreError} `option`.
 */
export function checkOptions({ failures = 1, walks = 1, shard, maxStates = 1 }: ExploreOptions): void {
  const refuse = (what: string): never => {
    throw new ExploreError("option", what);
  };
  if (!Number.isInteger(failures) || failures < 0 || failures > 8) {
    refuse(`failures is ${failures}; it must be an integer from 0 to 8`);
  }
  if (!Number.isInteger(walks) || walks < 1) refuse(`walks is ${walks}; it must be an integer from 1`);
  if (!(maxStates >= 1)) refuse(`maxStates is ${maxStates}; it must be at least 1`);
  if (shard === undefined) return;
  const { index, count } = shard;
  if (!Number.isInteger(count) || !Number.isInteger(index) || index < 1 || index > count) {
    refuse(`the shard is ${index}/${count}; it must be i/n with 1 <= i <= n`);
  }
}

/** Numbers in the order in which they came; the first ones are taken first, or the last. */
class Queue {
  #items = new Int32Array(1024);
  #head = 0;
  #tail = 0;

  get length(): number {
    return this.#tail - this.#head;
  }

  get isEmpty(): boolean {
    return this.#tail === this.#head;
  }

  get first(): number {
    return this.#items[this.#head] as number;
  }

  push(item: number): void {
    if (this.#tail === this.#items.length) {
      const larger = this.length * 2 > this.#items.length ? this.#items.length * 2 : this.#items.length;
      const items = new Int32Array(larger);
      items.set(this.#items.subarray(this.#head, this.#tail));
      this.#tail = this.length;
      this.#head = 0;
      this.#items = items;
    }
    this.#items[this.#tail++] = item;
  }

  shift(): number {
    return this.isEmpty ? -1 : (this.#items[this.#head++] as number);
  }

  pop(): number {
    return this.isEmpty ? -1 : (this.#items[--this.#tail] as number);
  }

  keep(wanted: (item: number) => boolean): void {
    const kept = this.#items.subarray(this.#head, this.#tail).filter(wanted);
    this.#items.set(kept, 0);
    this.#head = 0;
    this.#tail = kept.length;
  }
}
