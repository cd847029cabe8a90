/**
 * The local states of one task. A task's state is a function of its program and of what its operations have returned
 * so far, so a local state is a node, an edge is a result, and each node knows the operation that comes next. The
 * program runs only to find out about a node that nobody has reached before; everything else walks the graph.
 *
 * When a call of the binding ends, what happened inside it no longer matters: all ways through the call that end alike
 * lead to one node.
 */
import type { Task } from "../binding/index.js";
import type { AtomicOperation, CallOutcome, ErrnoCode, Kernel, Probe } from "../kernel/index.js";
import { endless, ExploreError } from "./explore-error.js";
import { hashText, mix, Op, opNames } from "./operation.js";
import { runTask } from "./run-task.js";
import type { TaskBody } from "./scenario.js";
import type { Violation } from "./trace.js";
import { violationOf } from "./violation.js";

/** What the probe throws to stop a task where its next operation is known. Never seen by the program's `using`. */
const STOP = new (class Stop extends Error {
  override readonly name = "Stop";
})("the explorer stops the task here; a catch-all must rethrow it");

/** Whether an error is the stop, alone or thrown out of a disposal while another error passed. */
function isStop(error: unknown): boolean {
  if (error === STOP) return true;
  if (!(error instanceof Error) || error.name !== "SuppressedError") return false;
  const { error: later, suppressed } = error as Error & {
    readonly error: unknown;
    readonly suppressed: unknown;
  };
  return isStop(later) || isStop(suppressed);
}

/** A fallible point's two names. */
interface FalliblePoint {
  readonly code: ErrnoCode;
  readonly where: string;
}

/** How a local state was first reached: from another one, by an operation's result or by the end of a call. */
interface Edge {
  readonly from: number;
  /** The result of the operation of `from`. */
  readonly result: number;
  /** The outcome of the call that `from`'s operation is the first of; undefined for a plain result. */
  readonly outcome: CallOutcome | undefined;
  /** Which of the calls that begin at `from` it is: how many had begun before it since the last edge. */
  readonly nesting: number;
}

/** How many operations one task may do before it is called endless. */
export const MAX_OPERATIONS = 10_000;

/** The graph of one task's local states. Node 0 is its beginning. */
export class Automaton {
  /** The operation that comes next, by node. */
  op = new Uint8Array(256);
  /** Its operands. */
  first = new Int32Array(256);
  second = new Int32Array(256);
  third = new Int32Array(256);
  /** How deep the task is in RCU read sections. */
  rcuDepth = new Uint8Array(256);
  /** The lock that it took last and holds; 0 for none. */
  held = new Int32Array(256);
  /** Whether the operation is the first one of an outermost call. */
  boundary = new Uint8Array(256);
  /** Which outermost call it is the first operation of, as a hash; 0 for none. */
  label = new Int32Array(256);
  /** How many fallible points came before, on the way that was found first. */
  points = new Int32Array(256);
  /** How many operations came before, on the way that was found first. */
  depth = new Int32Array(256);
  /** Two hashes of what identifies the node, whatever order nodes are found in. */
  identity = new Int32Array(512);
  /** What violates, by the first operand of a `violation` node. */
  readonly violations: Violation[] = [];
  /** What fails, by the first operand of a `fails` node. */
  readonly fallible: FalliblePoint[] = [];
  size = 0;
  /** How often the program was run. */
  runs = 0;

  // The child that was asked for last, by node: most nodes have one.
  #lastResult = new Int32Array(256);
  #lastChild = new Int32Array(256);
  readonly #children = new Map<number, Map<number, number>>();
  readonly #locks = new Map<number, number[]>();
  readonly #callChildren = new Map<string, number>();
  readonly #edges: Edge[] = [];
  readonly #kernel: Kernel;
  readonly #task: Task;
  readonly #body: TaskBody<unknown>;
  readonly #shared: unknown;
  readonly #fallibleNumbers = new Map<string, number>();

  constructor(
    readonly name: string,
    kernel: Kernel,
    task: Task,
    body: TaskBody<unknown>,
    shared: unknown,
  ) {
    this.#kernel = kernel;
    this.#task = task;
    this.#body = body;
    this.#shared = shared;
    this.#newNode({ from: -1, result: 0, outcome: undefined, nesting: 0 }, 1, 2);
    this.#discover(0);
  }

  /** The address of the task. */
  get address(): number {
    return this.#task.address;
  }

  /** The local state after the operation of `node` gave `result`. */
  next(node: number, result: number): number {
    if (this.#lastChild[node] !== -1 && this.#lastResult[node] === result) {
      return this.#lastChild[node] as number;
    }
    let children = this.#children.get(node);
    if (children === undefined) this.#children.set(node, (children = new Map<number, number>()));
    let child = children.get(result);
    if (child === undefined) {
      child = this.#newNode(
        { from: node, result, outcome: undefined, nesting: 0 },
        mix(this.identity[2 * node] as number, result),
        mix(this.identity[2 * node + 1] as number, result ^ 0x55555555),
      );
      child = this.#discover(child);
      children.set(result, child);
    }
    this.#lastResult[node] = result;
    this.#lastChild[node] = child;
    return child;
  }

  /** The edges out of a node that the search has taken: results and where they lead. */
  edgesFrom(node: number): ReadonlyMap<number, number> {
    return this.#children.get(node) ?? new Map<number, number>();
  }

  /** Runs the program once more along the way to a node; throws when it asks for anything else than it did. */
  verify(node: number): void {
    this.#discover(node, true);
  }

  #newNode(edge: Edge, identity: number, otherIdentity: number): number {
    const node = this.size++;
    if (node === this.op.length) this.#grow();
    this.op[node] = Op.unknown;
    this.#lastChild[node] = -1;
    this.identity[2 * node] = identity;
    this.identity[2 * node + 1] = otherIdentity;
    this.#edges.push(edge);
    return node;
  }

  #grow(): void {
    const double = <A extends Uint8Array | Int32Array>(array: A): A => {
      const grown = new (array.constructor as new (length: number) => A)(array.length * 2);
      grown.set(array);
      return grown;
    };
    this.op = double(this.op);
    this.first = double(this.first);
    this.second = double(this.second);
    this.third = double(this.third);
    this.rcuDepth = double(this.rcuDepth);
    this.held = double(this.held);
    this.boundary = double(this.boundary);
    this.label = double(this.label);
    this.points = double(this.points);
    this.depth = double(this.depth);
    this.identity = double(this.identity);
    this.#lastResult = double(this.#lastResult);
    this.#lastChild = double(this.#lastChild);
  }

  /** The edges on the way to a node, from the beginning. */
  #wayTo(node: number): Edge[] {
    const way: Edge[] = [];
    for (let at = node; at !== 0;) {
      const edge = this.#edges[at] as Edge;
      way.push(edge);
      at = edge.from;
    }
    return way.reverse();
  }

  /**
   * Runs the program along the way to a node and on to its next operation. Returns the node that stands for it: when
   * a call ends there, that is the node of the call's end.
   */
  #discover(node: number, verifying = false): number {
    const kernel = this.#kernel;
    const probe = new Discovery(this, this.#wayTo(node), node, verifying);
    const { memory } = kernel;
    const before = memory.probe;
    memory.probe = probe;
    kernel.current = 0;
    this.runs++;
    try {
      const result = runTask(this.name, this.#task, this.#body, this.#shared);
      if (probe.unwinding && probe.broken === undefined) {
        throw new ExploreError(
          "swallowed",
          `The task "${this.name}" catches every exception, so that the explorer cannot stop it. ` +
            "Catch what you expect (error instanceof Errno) and rethrow the rest.",
        );
      }
      if (!probe.unwinding) probe.end(Op.done, result);
    } catch (error) {
      if (error instanceof ExploreError) throw error;
      if (!probe.unwinding) {
        this.violations.push(violationOf(error));
        probe.end(Op.violation, this.violations.length - 1);
      } else if (!isStop(error) && probe.broken === undefined) {
        throw new ExploreError(
          "swallowed",
          `The task "${this.name}" catches the explorer's stop and throws something else (${String(error)}). ` +
            "Catch what you expect (error instanceof Errno) and rethrow the rest.",
        );
      }
    } finally {
      memory.probe = before;
      kernel.current = 0;
    }
    if (probe.broken !== undefined) throw probe.broken;
    return probe.node;
  }

  /** @internal The node of a call's end, found by a discovery. */
  callChild(from: number, nesting: number, outcome: CallOutcome): number {
    const text = `${from} ${nesting} ${typeof outcome.result} ${outcome.result} ${outcome.thrown?.message ?? ""}`;
    let child = this.#callChildren.get(text);
    if (child === undefined) {
      // The identity leaves out node numbers: they depend on the order of discovery.
      const hash = hashText(text.slice(text.indexOf(" ")));
      child = this.#newNode(
        { from, result: 0, outcome, nesting },
        mix(this.identity[2 * from] as number, hash),
        mix(this.identity[2 * from + 1] as number, hash ^ 0x33333333),
      );
      this.#callChildren.set(text, child);
    }
    return child;
  }

  /** @internal What a node leaves open: read sections, locks; and how far it is. The first way there says it. */
  noteOpen(
    node: number,
    rcuDepth: number,
    locks: readonly number[],
    points: number,
    operations: number,
  ): void {
    this.rcuDepth[node] = rcuDepth;
    this.held[node] = locks.at(-1) ?? 0;
    if (locks.length > 1) this.#locks.set(node, [...locks]);
    this.points[node] = points;
    this.depth[node] = operations;
  }

  /** @internal The locks that the task holds at a node, oldest first. */
  locksAt(node: number): number[] {
    const several = this.#locks.get(node);
    if (several !== undefined) return [...several];
    const held = this.held[node] as number;
    return held === 0 ? [] : [held];
  }

  /** @internal */
  kindNumber(kind: string): number {
    return this.#kernel.memory.kindNumber(kind);
  }

  /** @internal The number of a fallible point. */
  fallibleNumber(code: ErrnoCode, where: string): number {
    const text = `${code} ${where}`;
    let number = this.#fallibleNumbers.get(text);
    if (number === undefined) {
      number = this.fallible.push({ code, where }) - 1;
      this.#fallibleNumbers.set(text, number);
    }
    return number;
  }
}

/** Answers a task from the way to a node, and notes what it asks for next. */
class Discovery implements Probe {
  node: number;
  unwinding = false;
  broken: ExploreError | undefined;
  readonly quiet = true;

  #at = 0;
  #here = 0;
  #enters = 0;
  #depth = 0;
  #fresh = false;
  #label = 0;
  #rcuDepth = 0;
  #locks: number[] = [];
  #points = 0;
  #operations = 0;
  // The calls that have begun and not ended: where the task stood then.
  readonly #calls: { readonly node: number; readonly nesting: number; readonly operations: number }[] = [];

  constructor(
    readonly automaton: Automaton,
    readonly way: readonly Edge[],
    target: number,
    readonly verifying: boolean,
  ) {
    this.node = target;
  }

  load(address: number): number {
    return this.#operation(Op.load, address, 0, 0);
  }

  store(address: number, value: number): void {
    this.#operation(Op.store, address, value, 0);
  }

  atomic(operation: AtomicOperation, address: number, first: number, second: number): number {
    return this.#operation(Op[operation], address, first, second);
  }

  lock(address: number): void {
    this.#operation(Op.lock, address, 0, 0);
    this.#locks.push(address);
  }

  unlock(address: number): void {
    this.#operation(Op.unlock, address, 0, 0);
    const index = this.#locks.lastIndexOf(address);
    if (index >= 0) this.#locks.splice(index, 1);
  }

  rcuReadLock(): void {
    this.#operation(Op.rcuReadLock, 0, 0, 0);
    this.#rcuDepth++;
  }

  rcuReadUnlock(): void {
    this.#operation(Op.rcuReadUnlock, 0, 0, 0);
    this.#rcuDepth--;
  }

  synchronizeRcu(): void {
    this.#operation(Op.synchronizeRcu, 0, 0, 0);
  }

  freeAfterGracePeriod(address: number): void {
    this.#operation(Op.freeAfterGracePeriod, address, 0, 0);
  }

  waitEvent(queue: number, address: number, value: number): void {
    this.#operation(Op.waitEvent, address, value, queue);
  }

  wakeUpAll(queue: number): void {
    this.#operation(Op.wakeUpAll, queue, 0, 0);
  }

  allocate(words: number, kind: string): number {
    return this.#operation(Op.allocate, words, this.automaton.kindNumber(kind), 0);
  }

  free(address: number): void {
    this.#operation(Op.free, address, 0, 0);
  }

  recycle(address: number): void {
    this.#operation(Op.recycle, address, 0, 0);
  }

  fails(code: ErrnoCode, where: string): boolean {
    const failed = this.#operation(Op.fails, this.automaton.fallibleNumber(code, where), 0, 0) !== 0;
    this.#points++;
    return failed;
  }

  skip(name: string, args: readonly (number | string)[]): CallOutcome | undefined {
    if (this.unwinding) throw STOP;
    const edge = this.way[this.#at];
    if (edge?.outcome === undefined || edge.nesting !== this.#enters) return undefined;
    if (this.#depth === 0) this.#sameCall(edge.from, labelOf(name, args));
    this.#at++;
    this.#fresh = false;
    this.#arrive(this.way[this.#at]?.from ?? this.node);
    const here = this.#here;
    // What the call left open, it left open on every way that ends at this node.
    this.#rcuDepth = this.automaton.rcuDepth[here] as number;
    this.#locks = this.automaton.locksAt(here);
    this.#points = this.automaton.points[here] as number;
    this.#operations = this.automaton.depth[here] as number;
    return edge.outcome;
  }

  enter(_task: number, name: string, args: readonly (number | string)[]): void {
    if (this.unwinding) throw STOP;
    if (this.#depth === 0) this.#label = labelOf(name, args);
    this.#calls.push({ node: this.#here, nesting: this.#enters++, operations: this.#operations });
    if (this.#depth++ === 0) this.#fresh = true;
  }

  leave(
    _task: number,
    _name: string,
    result: number | string | undefined,
    _args: readonly (number | string)[],
    thrown?: Error,
  ): void {
    if (this.unwinding) return;
    // A call that did nothing does not begin with what comes after it.
    if (--this.#depth === 0) this.#fresh = false;
    const call = this.#calls.pop();
    if (call === undefined || call.operations === this.#operations) return;
    // Only a call whose first operation is where it began can be told by that place; others stay as they are.
    if (this.#at < this.way.length) return;
    const outcome: CallOutcome = thrown === undefined ? { result } : { result, thrown };
    const { automaton } = this;
    const child = automaton.callChild(call.node, call.nesting, outcome);
    automaton.noteOpen(child, this.#rcuDepth, this.#locks, this.#points, this.#operations);
    this.#arrive(child);
    this.node = child;
    if (automaton.op[child] !== Op.unknown && !this.verifying) this.#stop();
  }

  /** The task has ended. */
  end(op: number, value: number): void {
    try {
      this.#note(op, value, 0, 0);
    } catch (error) {
      if (error !== STOP) throw error;
    }
  }

  #arrive(node: number): void {
    this.#here = node;
    this.#enters = 0;
  }

  #stop(): never {
    this.unwinding = true;
    throw STOP;
  }

  #operation(op: number, first: number, secondValue: number, thirdValue: number): number {
    if (this.unwinding) throw STOP;
    // What is stored is stored as a word, by the machine as by memory itself; an address is nothing to round.
    const second = secondValue | 0;
    const third = thirdValue | 0;
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
    this.#operations++;
    this.#at++;
    this.#arrive(this.way[this.#at]?.from ?? this.node);
    return edge.result;
  }

  #note(op: number, first: number, second: number, third: number): void {
    const { automaton, node } = this;
    if (this.#at < this.way.length) this.#differs(this.#here, op, first, second, third);
    if (automaton.op[node] !== Op.unknown) {
      const same =
        automaton.op[node] === op &&
        (op === Op.violation ||
          (automaton.first[node] === first &&
            automaton.second[node] === second &&
            automaton.third[node] === third));
      if (!same) this.#differs(node, op, first, second, third);
      return;
    }
    if (this.#operations > MAX_OPERATIONS) {
      this.broken = endless(automaton.name, MAX_OPERATIONS);
      this.#stop();
    }
    automaton.op[node] = op;
    automaton.first[node] = first;
    automaton.second[node] = second;
    automaton.third[node] = third;
    automaton.boundary[node] = this.#fresh ? 1 : 0;
    automaton.label[node] = this.#fresh ? this.#label : 0;
    automaton.noteOpen(node, this.#rcuDepth, this.#locks, this.#points, this.#operations);
  }

  #sameCall(node: number, label: number): void {
    const { automaton } = this;
    if (
      automaton.op[node] === Op.unknown ||
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
    const say = (number: number, ...operands: number[]): string =>
      `${opNames[number]}(${operands.slice(0, number === Op.load || number === Op.lock || number === Op.unlock ? 1 : 3).join(", ")})`;
    const before = say(
      automaton.op[node] as number,
      automaton.first[node] as number,
      automaton.second[node] as number,
      automaton.third[node] as number,
    );
    this.#refuse(`it asked for ${say(op, first, second, third)} where it had asked for ${before}`);
  }
}

/** Files count by their addresses: their names are for readers, and read from memory as it happens to be. */
function labelOf(name: string, args: readonly (number | string)[]): number {
  return hashText(`${name} ${args.join().replace(/[^,]*@/g, "@")}`);
}
