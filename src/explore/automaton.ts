/**
 * The local states of one task. A task's state is a function of its program and of what its accesses have returned
 * so far, so a local state is a node, an edge is a result, and each node knows the access that comes next. The
 * program runs only to find out about a node that nobody has reached before; everything else walks the graph.
 *
 * When a call of the binding ends, what happened inside it no longer matters: all ways through the call that end alike
 * lead to one node.
 */
import type { Task } from "../binding/index.js";
import type { CallArgument, CallObserver, CallOutcome, Kernel, Op as AnyOp, Probe } from "../kernel/index.js";
import { ownedIn, Op, opNames, type InFlight } from "../kernel/internal.js";
import { endless, ExploreError, peekedWords } from "./explore-error.js";
import { grown } from "./grown.js";
import { hashText, mix } from "./hash.js";
import { End, type LocalStates } from "./local-states.js";
import { runTask } from "./run-task.js";
import type { TaskBody } from "./scenario.js";
import { isStop, newStop } from "./stop.js";
import type { Violation } from "./trace.js";
import { violationOf } from "./violation.js";
import type { Watchdog } from "./watchdog.js";

/** How many accesses one task may perform before it is called endless. */
export const MAX_ACCESSES = 10_000;

/** How a local state was first reached: from another one, by an access's result or by the end of a call. */
interface Edge {
  readonly from: number;
  /** The result of the access of `from`. */
  readonly result: number;
  /** The outcome of the call that `from`'s access is the first of; undefined for a plain result. */
  readonly outcome: CallOutcome | undefined;
  /** Which of the calls that begin at `from` it is: how many had begun before it since the last edge. */
  readonly nesting: number;
}

/** What a task has open where it stands. */
interface Open {
  readonly rcuDepth: number;
  readonly locks: readonly number[];
  readonly points: number;
  /** What is in flight, by its mark. */
  readonly inFlight: number;
}

/** The graph of one task's local states. Node 0 is its beginning. */
export class Automaton implements LocalStates {
  op = new Uint8Array(256);
  first = new Int32Array(256);
  second = new Int32Array(256);
  third = new Int32Array(256);
  rcuDepth = new Uint16Array(256);
  held = new Int32Array(256);
  boundary = new Uint8Array(256);
  points = new Int32Array(256);
  inFlight = new Int32Array(256);
  /** Which outermost call it is the first access of, as a hash; 0 for none. */
  label = new Int32Array(256);
  /** How many accesses came before, on the way that was found first. */
  depth = new Int32Array(256);
  /** Two hashes of what identifies the node, whatever order nodes are found in. */
  identity = new Int32Array(512);
  /** What violates, by the first operand of a `violation` node. */
  readonly violations: Violation[] = [];
  size = 0;
  /** How often the program was run. */
  runs = 0;

  // The child that was asked for last, by node: most nodes have one.
  #lastResult = new Int32Array(256);
  #lastChild = new Int32Array(256);
  readonly #children = new Children();
  // How a node was first reached; see Edge. Outcomes by number, -1 for none.
  #from = new Int32Array(256);
  #result = new Int32Array(256);
  #outcome = new Int32Array(256);
  #nesting = new Int32Array(256);
  readonly #outcomes: CallOutcome[] = [];
  #way: Edge[] = [];
  #wayEnd = 0;
  // How calls end, what they leave open included: by text, the number of its outcome and its own.
  readonly #ends = new Map<string, number>();
  // Where a task holds several locks, all of them, by node.
  readonly #locks = new Map<number, number[]>();
  // What was in flight at the beginning, and at each call's end: what comes before the next access is noted anew each time.
  readonly #start: InFlight;
  readonly #atCallEnd = new Map<number, InFlight>();
  // What has been in flight, by mark; the last one that was asked for, and the marks by text.
  readonly #moments = new Map<number, InFlight>();
  readonly #marks = new Map<string, number>();
  #lastMoment: InFlight;
  #lastMark = 0;
  // What syscalls returned on the way to an end, by node; none where there were none.
  readonly #syscalls = new Map<number, readonly number[]>();
  readonly #kernel: Kernel;
  readonly #task: Task;
  readonly #body: TaskBody<unknown>;
  readonly #shared: unknown;
  readonly #watchdog: Watchdog;

  constructor(
    readonly name: string,
    kernel: Kernel,
    task: Task,
    body: TaskBody<unknown>,
    shared: unknown,
    watchdog: Watchdog,
  ) {
    this.#watchdog = watchdog;
    this.#kernel = kernel;
    this.#task = task;
    this.#body = body;
    this.#shared = shared;
    this.#start = this.#lastMoment = kernel.inFlight;
    this.#moments.set(0, this.#lastMoment);
    this.#marks.set(textOf(this.#lastMoment), 0);
    this.#newNode(-1, 0, -1, 0, 1, 2);
    this.#discover(0);
  }

  /** The address of the task. */
  get address(): number {
    return this.#task.address;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return (
      this.op.length * (1 + 2 + 1 + 4 * 16) +
      this.#children.bytes +
      128 * (this.#locks.size + this.#atCallEnd.size)
    );
  }

  /** Whether the program was run up to a node. */
  isReached(node: number): boolean {
    return this.op[node] !== End.unknown;
  }

  isDone(node: number): boolean {
    return this.op[node] === End.done;
  }

  thrownAt(node: number): Violation | undefined {
    return this.op[node] === End.violation ? this.violations[this.first[node] as number] : undefined;
  }

  syscallsAt(node: number): readonly number[] {
    return this.#syscalls.get(node) ?? [];
  }

  inFlightAt(node: number): InFlight {
    return this.#moments.get(this.inFlight[node] as number) as InFlight;
  }

  /**
   * @internal The mark of a moment: 0 for set-up's, and the same for those of which the same is in flight. It goes by what
   * that is and not by the order of discovery, as hashes of states must.
   */
  markOf(moment: InFlight): number {
    if (moment === this.#lastMoment) return this.#lastMark;
    const text = textOf(moment);
    let mark = this.#marks.get(text);
    if (mark === undefined) {
      mark = hashText(text);
      while (this.#moments.has(mark)) mark = (mark + 1) | 0;
      this.#moments.set(mark, moment);
      this.#marks.set(text, mark);
    }
    this.#lastMoment = moment;
    return (this.#lastMark = mark);
  }

  /** The local state after the access of `node` gave `result`. */
  next(node: number, result: number): number {
    if (this.#lastChild[node] !== -1 && this.#lastResult[node] === result) {
      return this.#lastChild[node] as number;
    }
    let child = this.#children.find(node, result, BY_RESULT);
    if (child === -1) {
      const fresh = this.#newNode(
        node,
        result,
        -1,
        0,
        mix(this.identity[2 * node] as number, result),
        mix(this.identity[2 * node + 1] as number, result ^ 0x55555555),
      );
      child = this.#discover(fresh);
      this.#children.add(node, result, BY_RESULT, child);
    }
    this.#lastResult[node] = result;
    this.#lastChild[node] = child;
    return child;
  }

  /** The edges out of a node that the search has taken: results and where they lead. */
  edgesFrom(node: number): ReadonlyMap<number, number> {
    return this.#children.of(node);
  }

  /** A hash of the local states that are known, and of what is asked for there. */
  get learnt(): number {
    let sum = 0;
    for (let node = 0; node < this.size; node++) {
      const identity = this.identity[2 * node] as number;
      sum = (sum + mix(identity, mix(this.op[node] as number, this.second[node] as number))) | 0;
    }
    return sum;
  }

  /** Runs the program once more along the way to a node; throws when it asks for anything else than it did. */
  verify(node: number, beforeStop?: () => void): void {
    this.#discover(node, { beforeStop });
  }

  #newNode(
    from: number,
    result: number,
    outcome: number,
    nesting: number,
    identity: number,
    otherIdentity: number,
  ): number {
    const node = this.size++;
    if (node === this.op.length) this.#grow();
    this.op[node] = End.unknown;
    this.#lastChild[node] = -1;
    this.identity[2 * node] = identity;
    this.identity[2 * node + 1] = otherIdentity;
    this.#from[node] = from;
    this.#result[node] = result;
    this.#outcome[node] = outcome;
    this.#nesting[node] = nesting;
    return node;
  }

  #grow(): void {
    this.op = grown(this.op);
    this.first = grown(this.first);
    this.second = grown(this.second);
    this.third = grown(this.third);
    this.rcuDepth = grown(this.rcuDepth);
    this.held = grown(this.held);
    this.boundary = grown(this.boundary);
    this.label = grown(this.label);
    this.points = grown(this.points);
    this.depth = grown(this.depth);
    this.identity = grown(this.identity);
    this.#lastResult = grown(this.#lastResult);
    this.#lastChild = grown(this.#lastChild);
    this.#from = grown(this.#from);
    this.#result = grown(this.#result);
    this.#outcome = grown(this.#outcome);
    this.#nesting = grown(this.#nesting);
    this.inFlight = grown(this.inFlight);
  }

  /** The edges on the way to a node, from the beginning. Mostly it is one more than the way that was asked for last. */
  #wayTo(node: number): readonly Edge[] {
    const from = this.#from[node] as number;
    if (node !== 0 && from === this.#wayEnd) this.#way.push(this.#edgeTo(node));
    else {
      this.#way = [];
      for (let at = node; at !== 0; at = this.#from[at] as number) this.#way.push(this.#edgeTo(at));
      this.#way.reverse();
    }
    this.#wayEnd = node;
    return this.#way;
  }

  #edgeTo(node: number): Edge {
    return {
      from: this.#from[node] as number,
      result: this.#result[node] as number,
      outcome: this.#outcomes[this.#outcome[node] as number],
      nesting: this.#nesting[node] as number,
    };
  }

  /**
   * Runs the program along the way to a node and on to its next access. Returns the node that stands for it: when
   * a call ends there, that is the node of the call's end.
   */
  #discover(node: number, verifying?: Verifying): number {
    const kernel = this.#kernel;
    const probe = new Discovery(this, this.#wayTo(node), node, verifying, kernel);
    const { memory, inFlight } = kernel;
    const before = memory.probe;
    memory.probe = probe;
    kernel.current = 0;
    kernel.inFlight = this.#start;
    this.runs++;
    try {
      const result = runTask(this.name, this.#task, this.#body, this.#shared, this.#watchdog);
      if (probe.unwinding && probe.broken === undefined) {
        throw new ExploreError(
          "swallowed",
          `The task "${this.name}" catches every exception, so that the explorer cannot stop it. ` +
            "Catch what you expect (error instanceof Errno) and rethrow the rest.",
        );
      }
      if (!probe.unwinding) probe.end(End.done, result);
    } catch (error) {
      if (error instanceof ExploreError) throw error;
      if (!probe.unwinding) {
        this.violations.push(violationOf(error));
        probe.end(End.violation, this.violations.length - 1);
      } else if (!isStop(error) && probe.broken === undefined) {
        throw new ExploreError(
          "swallowed",
          `The task "${this.name}" catches the explorer's stop and throws something else (${String(error)}). ` +
            "Catch what you expect (error instanceof Errno) and rethrow the rest.",
        );
      }
    } finally {
      memory.probe = before;
      kernel.inFlight = inFlight;
      kernel.current = 0;
    }
    if (probe.broken !== undefined) throw probe.broken;
    return probe.node;
  }

  /** @internal The node of a call's end, found by a discovery: all ways that end alike and leave the same open. */
  callChild(from: number, nesting: number, outcome: CallOutcome, open: Open): number {
    const { result, failed = "" } = outcome;
    const text = `${nesting} ${typeof result} ${result} ${failed} ${open.rcuDepth} ${open.locks.join()} ${open.points} ${open.inFlight}`;
    let end = this.#ends.get(text);
    if (end === undefined) {
      end = this.#outcomes.push(outcome) - 1;
      this.#ends.set(text, end);
    }
    let child = this.#children.find(from, end, BY_CALL);
    if (child === -1) {
      // The identity leaves out node numbers: they depend on the order of discovery.
      const hash = hashText(text);
      child = this.#newNode(
        from,
        0,
        end,
        nesting,
        mix(this.identity[2 * from] as number, hash),
        mix(this.identity[2 * from + 1] as number, hash ^ 0x33333333),
      );
      this.#children.add(from, end, BY_CALL, child);
    }
    return child;
  }

  /** @internal What a node leaves open: read sections, locks; and how far it is, on the first way there. */
  noteOpen(node: number, { rcuDepth, locks, points, inFlight }: Open, accesses: number): void {
    this.rcuDepth[node] = rcuDepth;
    this.held[node] = locks.at(-1) ?? 0;
    if (locks.length > 1) this.#locks.set(node, [...locks]);
    this.points[node] = points;
    this.inFlight[node] = inFlight;
    this.depth[node] = accesses;
  }

  /** @internal What is in flight where a call ends: the same on every way to there. */
  noteCallEnd(node: number, inFlight: InFlight): void {
    this.#atCallEnd.set(node, inFlight);
  }

  /** @internal The same, asked for. */
  inFlightAtCallEnd(node: number): InFlight {
    return this.#atCallEnd.get(node) as InFlight;
  }

  /** @internal What the syscalls returned on the way to the end at a node: no other way leads there. */
  noteSyscalls(node: number, results: readonly number[]): void {
    if (results.length > 0) this.#syscalls.set(node, results);
  }

  /** @internal The locks that the task holds at a node, oldest first. */
  locksAt(node: number): number[] {
    const several = this.#locks.get(node);
    if (several !== undefined) return [...several];
    const held = this.held[node] as number;
    return held === 0 ? [] : [held];
  }
}

/** What is in flight, as far as a task can notice it: addresses are the same in every run. */
function textOf(moment: InFlight): string {
  const parts = [...ownedIn(moment)].map(
    ({ serial, state, value, task, files }) => `${serial},${state},${value},${task},${files}`,
  );
  return `${moment.noted}:${parts.join(";")}`;
}

/** What a discovery does that only runs along a known way once more. */
interface Verifying {
  /** Called where the task is stopped, before it is unwound. */
  readonly beforeStop: (() => void) | undefined;
}

const BY_RESULT = 0;
const BY_CALL = 1;

/** Where edges lead: open addressing, [node, key, child, how]; a free entry has the child -1. */
class Children {
  #entries = new Int32Array(4 << 8).fill(-1);
  #count = 0;
  #index: Map<number, Map<number, number>> | undefined;

  get bytes(): number {
    return 4 * this.#entries.length;
  }

  find(node: number, key: number, how: number): number {
    return this.#entries[this.#place(node, key, how) + 2] as number;
  }

  add(node: number, key: number, how: number, child: number): void {
    if (8 * ++this.#count > this.#entries.length) this.#grow();
    this.#put(node, key, child, how);
    this.#index = undefined;
  }

  /** The edges by result out of a node. */
  of(node: number): ReadonlyMap<number, number> {
    return (this.#index ??= this.#makeIndex()).get(node) ?? new Map<number, number>();
  }

  #makeIndex(): Map<number, Map<number, number>> {
    const index = new Map<number, Map<number, number>>();
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += 4) {
      if (entries[at + 2] === -1 || entries[at + 3] !== BY_RESULT) continue;
      const node = entries[at] as number;
      const edges = index.get(node) ?? new Map<number, number>();
      index.set(node, edges.set(entries[at + 1] as number, entries[at + 2] as number));
    }
    // In the order of discovery, which is that of nodes.
    for (const [node, edges] of index) index.set(node, new Map([...edges].sort(([, a], [, b]) => a - b)));
    return index;
  }

  #place(node: number, key: number, how: number): number {
    const entries = this.#entries;
    const mask = entries.length - 4;
    for (let at = (mix(node, key + how) << 2) & mask; ; at = (at + 4) & mask) {
      if (entries[at + 2] === -1) return at;
      if (entries[at] === node && entries[at + 1] === key && entries[at + 3] === how) return at;
    }
  }

  #put(node: number, key: number, child: number, how: number): void {
    this.#entries.set([node, key, child, how], this.#place(node, key, how));
  }

  #grow(): void {
    const old = this.#entries;
    this.#entries = new Int32Array(2 * old.length).fill(-1);
    for (let at = 0; at < old.length; at += 4) {
      const child = old[at + 2] as number;
      if (child !== -1) this.#put(old[at] as number, old[at + 1] as number, child, old[at + 3] as number);
    }
  }
}

/** Answers a task from the way to a node, and notes what it asks for next. */
class Discovery implements Probe, CallObserver {
  node: number;
  unwinding = false;
  broken: ExploreError | undefined;
  readonly quiet = true;
  readonly calls: CallObserver = this;
  readonly #stopped = newStop();

  #at = 0;
  #here = 0;
  #enters = 0;
  #hasCalled = false;
  #depth = 0;
  #fresh = false;
  #label = 0;
  #rcuDepth = 0;
  #locks: number[] = [];
  #points = 0;
  #accesses = 0;
  #syscallDepth = 0;
  readonly #syscalls: number[] = [];
  // The calls that have begun and not ended: where the task stood then.
  readonly #calls: { readonly node: number; readonly nesting: number; readonly accesses: number }[] = [];

  constructor(
    readonly automaton: Automaton,
    readonly way: readonly Edge[],
    target: number,
    readonly verifying: Verifying | undefined,
    readonly kernel: Kernel,
  ) {
    this.node = target;
  }

  perform(op: AnyOp, first: number, second: number, third: number): number {
    const result = this.#answer(op, first, second | 0, third | 0);
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- the others leave locks and read sections as they are
    switch (op) {
      case Op.lock:
        this.#locks.push(first);
        break;
      case Op.unlock: {
        const index = this.#locks.lastIndexOf(first);
        if (index >= 0) this.#locks.splice(index, 1);
        break;
      }
      case Op.rcuReadLock:
        this.#rcuDepth++;
        break;
      case Op.rcuReadUnlock:
        this.#rcuDepth--;
        break;
      case Op.fails:
        this.#points++;
        break;
      default:
    }
    return result;
  }

  readonly peeked = (): void => {
    if (this.unwinding) return;
    this.broken = peekedWords(this.automaton.name);
    this.#stop();
  };

  skip(name: string, args: readonly CallArgument[]): CallOutcome | undefined {
    if (this.unwinding) throw this.#stopped;
    const edge = this.way[this.#at];
    if (edge?.outcome === undefined || edge.nesting !== this.#enters) return undefined;
    if (this.#depth === 0) this.#sameCall(edge.from, labelOf(name, args));
    this.#at++;
    this.#fresh = false;
    this.#hasCalled = true;
    this.#arrive(this.way[this.#at]?.from ?? this.node);
    const here = this.#here;
    // What the call left open, it left open on every way that ends at this node.
    this.#rcuDepth = this.automaton.rcuDepth[here] as number;
    this.#locks = this.automaton.locksAt(here);
    this.#points = this.automaton.points[here] as number;
    this.#accesses = this.automaton.depth[here] as number;
    this.kernel.inFlight = this.automaton.inFlightAtCallEnd(here);
    return edge.outcome;
  }

  enter(_task: number, name: string, args: readonly CallArgument[]): void {
    if (this.unwinding) throw this.#stopped;
    if (this.#depth === 0) this.#label = labelOf(name, args);
    this.#calls.push({ node: this.#here, nesting: this.#enters++, accesses: this.#accesses });
    if (this.#depth++ === 0) this.#fresh = this.#hasCalled = true;
  }

  leave(
    _task: number,
    _name: string,
    result: number | string | undefined,
    _args: readonly CallArgument[],
    failed?: string,
  ): void {
    if (this.unwinding) return;
    // A call that did nothing does not begin with what comes after it.
    if (--this.#depth === 0) this.#fresh = false;
    const call = this.#calls.pop();
    if (call === undefined || call.accesses === this.#accesses) return;
    // Only a call whose first access is where it began can be told by that place; others stay as they are.
    if (this.#at < this.way.length) return;
    const { automaton } = this;
    const child = automaton.callChild(call.node, call.nesting, { result, failed }, this.#open);
    // A known node has what is in flight, and how far the task is, at its access: what happens after the call's end is in it.
    if (automaton.op[child] === End.unknown) {
      automaton.noteOpen(child, this.#open, this.#accesses);
      automaton.noteCallEnd(child, this.kernel.inFlight);
    }
    this.#arrive(child);
    this.node = child;
    if (automaton.op[child] !== End.unknown && this.verifying === undefined) this.#stop();
  }

  enterSyscall(): void {
    this.#syscallDepth++;
  }

  leaveSyscall(result: number | undefined): void {
    // One inside of a call is part of that: the call is skipped when the task runs again.
    const isOutermost = --this.#syscallDepth === 0 && this.#depth === 0;
    if (isOutermost && result !== undefined) this.#syscalls.push(result);
  }

  /** The task has ended. */
  end(op: number, value: number): void {
    try {
      this.automaton.noteSyscalls(this.node, this.#syscalls);
      this.#note(op, value, 0, 0);
    } catch (error) {
      if (error !== this.#stopped) throw error;
    }
  }

  get #open(): Open {
    const inFlight = this.automaton.markOf(this.kernel.inFlight);
    return { rcuDepth: this.#rcuDepth, locks: this.#locks, points: this.#points, inFlight };
  }

  #arrive(node: number): void {
    this.#here = node;
    this.#enters = 0;
  }

  #stop(): never {
    try {
      this.verifying?.beforeStop?.();
    } catch (error) {
      if (!(error instanceof ExploreError)) throw error;
      this.broken ??= error;
    }
    this.unwinding = true;
    throw this.#stopped;
  }

  /** What is stored is stored as a word, by the machine as by memory itself; an address is nothing to round. */
  #answer(op: AnyOp, first: number, second: number, third: number): number {
    if (this.unwinding) throw this.#stopped;
    if (first !== (first | 0)) {
      this.broken = new ExploreError(
        "value",
        `The task "${this.automaton.name}" asks for ${opNames[op]} with ${first}, which is no 32-bit integer.`,
      );
      this.#stop();
    }
    const edge = this.way[this.#at];
    if (edge === undefined) {
      this.#note(op, first, second, third);
      this.#stop();
    }
    const { automaton } = this;
    const node = edge.from;
    if (
      automaton.op[node] !== op ||
      automaton.first[node] !== first ||
      automaton.second[node] !== second ||
      automaton.third[node] !== third ||
      edge.outcome !== undefined
    ) {
      // A call's outcome is taken in skip(); to come here instead is to have made another call, or none.
      this.#differs(node, op, first, second, third);
    }
    if (this.#fresh) this.#sameCall(node, this.#label);
    this.#fresh = false;
    this.#accesses++;
    this.#at++;
    this.#arrive(this.way[this.#at]?.from ?? this.node);
    return edge.result;
  }

  #note(op: number, first: number, second: number, third: number): void {
    const { automaton, node } = this;
    if (this.#at < this.way.length) this.#differs(this.#here, op, first, second, third);
    if (automaton.op[node] !== End.unknown) {
      const same =
        automaton.op[node] === op &&
        (op === End.violation ||
          (automaton.first[node] === first &&
            automaton.second[node] === second &&
            automaton.third[node] === third));
      if (!same) this.#differs(node, op, first, second, third);
      return;
    }
    if (this.#accesses > MAX_ACCESSES) {
      this.broken = endless(automaton.name, MAX_ACCESSES);
      this.#stop();
    }
    automaton.op[node] = op;
    automaton.first[node] = first;
    automaton.second[node] = second;
    automaton.third[node] = third;
    automaton.boundary[node] = this.#fresh || !this.#hasCalled ? 1 : 0;
    automaton.label[node] = this.#fresh ? this.#label : 0;
    automaton.noteOpen(node, this.#open, this.#accesses);
  }

  #sameCall(node: number, label: number): void {
    const { automaton } = this;
    if (
      automaton.op[node] === End.unknown ||
      automaton.boundary[node] === 0 ||
      automaton.label[node] === label
    )
      return;
    this.#refuse("it made another call");
  }

  #refuse(what: string): never {
    this.broken = new ExploreError(
      "nondeterministic",
      `The task "${this.automaton.name}" is not deterministic: run again with the same answers, ${what}. ` +
        "Keep no state outside the kernel's memory, and use no clock and no random numbers.",
    );
    this.#stop();
  }

  #differs(node: number, op: number, first: number, second: number, third: number): never {
    const { automaton } = this;
    const before = say(
      automaton.op[node] as number,
      automaton.first[node] as number,
      automaton.second[node] as number,
      automaton.third[node] as number,
    );
    this.#refuse(`it asked for ${say(op, first, second, third)} where it had asked for ${before}`);
  }
}

function say(op: number, ...operands: number[]): string {
  const name = opNames[op] ?? (op === End.done ? "its end" : "an exception");
  const count = op === Op.load || op === Op.lock || op === Op.unlock ? 1 : 3;
  return `${name}(${operands.slice(0, count).join(", ")})`;
}

/** Files count by their addresses: their names are for readers, and read from memory as it happens to be. */
function labelOf(name: string, args: readonly CallArgument[]): number {
  return hashText(`${name} ${args.map((arg) => (typeof arg === "object" ? `@${arg.address}` : arg)).join()}`);
}
