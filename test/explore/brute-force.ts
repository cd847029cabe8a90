/**
 * Random small programs and a naive enumeration of all their runs, written apart from the explorer: one recursion, no
 * hashing, no merging, nothing taken back.
 */
import fc from "fast-check";
import type { Kernel } from "fd-reservation/kernel";

/** One instruction of a program. Words are 0 to 2, and 3 and 4 are those of the locks 0 and 1. */
export type Instruction =
  | { readonly do: "load"; readonly word: number }
  | { readonly do: "store"; readonly word: number; readonly value: number | "sum" }
  | { readonly do: "add"; readonly word: number; readonly value: number }
  | { readonly do: "exchange"; readonly word: number; readonly value: number }
  | { readonly do: "compareExchange"; readonly word: number; readonly old: number; readonly value: number }
  | { readonly do: "fails" }
  | { readonly do: "choose"; readonly ways: number }
  | { readonly do: "wait"; readonly word: number; readonly value: number }
  | { readonly do: "wake" }
  | { readonly do: "synchronize" }
  | { readonly do: "read" }
  | { readonly do: "waitInBlock"; readonly word: number; readonly value: number }
  | { readonly do: "wakeInBlock" }
  | { readonly do: "replace" | "renew" | "lend"; readonly free: "now" | "graceful" | "recycled" }
  | { readonly do: "locked"; readonly lock: number; readonly body: readonly Instruction[] }
  | { readonly do: "reading"; readonly body: readonly Instruction[] };

/** The instructions of each task. */
export type Program = readonly (readonly Instruction[])[];

// Mostly plain words, and now and then that of a lock.
const word = fc.oneof(
  { weight: 5, arbitrary: fc.nat(2) },
  { weight: 1, arbitrary: fc.integer({ min: 3, max: 4 }) },
);
const value = fc.nat(2);

const plain: fc.Arbitrary<Instruction> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("load" as const), word }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("store" as const),
      word,
      value: fc.oneof(value, fc.constant("sum" as const)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("add" as const), word, value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("exchange" as const), word, value }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("compareExchange" as const), word, old: value, value }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("fails" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("choose" as const), ways: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), word, value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wake" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("read" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("waitInBlock" as const), word, value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wakeInBlock" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("replace" as const, "replace" as const, "renew" as const, "lend" as const),
      free: fc.constantFrom("now" as const, "graceful" as const, "recycled" as const),
    }),
  },
);

const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("synchronize" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("locked" as const),
      lock: fc.nat(1),
      body: fc.array(
        fc.oneof(
          plain,
          fc.record({
            do: fc.constant("locked" as const),
            lock: fc.nat(1),
            body: fc.array(plain, { maxLength: 1 }),
          }),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("reading" as const),
      body: fc.array(
        plain.filter((one) => one.do !== "wait" && one.do !== "waitInBlock"),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  },
);

/** Two tasks of up to four instructions, three of up to two, or four of one. */
export const programs: fc.Arbitrary<Program> = fc.oneof(
  fc.array(fc.array(instruction, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 2 }),
  fc.array(fc.array(instruction, { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 3 }),
  fc.array(fc.array(instruction, { minLength: 1, maxLength: 1 }), { minLength: 4, maxLength: 4 }),
);

/** Words that a program uses: three words, two locks, a queue, and a pointer to a block: a word and a queue. */
export const LAYOUT = { words: 0, locks: 3, queue: 5, pointer: 6, size: 7 } as const;

/** What a task of a program returns: the sum of what it saw, its failures included. */
export function runTask(
  { memory }: Kernel,
  base: number,
  task: number,
  instructions: readonly Instruction[],
): number {
  let sum = task;
  const see = (seen: number): void => void (sum = (sum * 3 + seen) % 1000);
  const run = (list: readonly Instruction[]): void => {
    for (const one of list) {
      switch (one.do) {
        case "load":
          see(memory.load(base + one.word));
          break;
        case "store":
          memory.store(base + one.word, one.value === "sum" ? sum : one.value);
          break;
        case "add":
          see(memory.add(base + one.word, one.value));
          break;
        case "exchange":
          see(memory.exchange(base + one.word, one.value));
          break;
        case "compareExchange":
          see(memory.compareExchange(base + one.word, one.old, one.value));
          break;
        case "fails":
          see(memory.fails("ENOMEM", "program") ? 7 : 0);
          break;
        case "choose":
          see(memory.choose(one.ways, "program"));
          break;
        case "wait":
          memory.waitEvent(base + LAYOUT.queue, base + one.word, one.value);
          break;
        case "wake":
          memory.wakeUpAll(base + LAYOUT.queue);
          break;
        case "synchronize":
          memory.synchronizeRcu();
          break;
        case "read":
          see(memory.load(memory.load(base + LAYOUT.pointer)));
          break;
        case "waitInBlock":
          memory.waitEvent(memory.load(base + LAYOUT.pointer) + 1, base + one.word, one.value);
          break;
        case "wakeInBlock":
          memory.wakeUpAll(memory.load(base + LAYOUT.pointer) + 1);
          break;
        case "replace": {
          const block = memory.allocate(2, "block");
          memory.store(block, task + 5);
          freeBy(memory, one.free, memory.exchange(base + LAYOUT.pointer, block));
          break;
        }
        case "renew": {
          // Freed first: the block may be given again while others hold its address.
          const old = memory.load(base + LAYOUT.pointer);
          freeBy(memory, one.free, old);
          const block = memory.allocate(2, "block");
          memory.store(block, task + 5);
          memory.exchange(base + LAYOUT.pointer, block);
          break;
        }
        case "lend": {
          // Nobody else ever has its address, and yet a reader may hold its return up.
          const block = memory.allocate(2, "block");
          freeBy(memory, one.free, block);
          const next = memory.allocate(2, "block");
          see(next === block ? 1 : 0);
          memory.free(next);
          break;
        }
        case "locked":
          memory.lock(base + LAYOUT.locks + one.lock);
          run(one.body);
          memory.unlock(base + LAYOUT.locks + one.lock);
          break;
        case "reading":
          memory.rcuReadLock();
          run(one.body);
          memory.rcuReadUnlock();
          break;
      }
    }
  };
  run(instructions);
  return sum;
}

function freeBy(memory: Kernel["memory"], how: "now" | "graceful" | "recycled", block: number): void {
  if (how === "now") memory.free(block);
  else if (how === "graceful") memory.freeAfterGracePeriod(block);
  else memory.recycle(block);
}

/** One step of the naive machine. */
type Atom =
  | Exclude<
      Instruction,
      { do: "locked" | "reading" | "read" | "replace" | "renew" | "lend" | "waitInBlock" | "wakeInBlock" }
    >
  | { readonly do: "lock" | "unlock"; readonly lock: number }
  | { readonly do: "enter" | "leave" }
  | { readonly do: "loadPointer" | "loadBlock" | "wakeBlock" }
  | { readonly do: "waitBlock"; readonly word: number; readonly value: number }
  | { readonly do: "allocate" | "allocateNext" | "fill" | "swap" }
  | { readonly do: "freeOld"; readonly free: "now" | "graceful" | "recycled" };

function flatten(list: readonly Instruction[]): Atom[] {
  return list.flatMap((one): Atom[] => {
    switch (one.do) {
      case "locked":
        return [{ do: "lock", lock: one.lock }, ...flatten(one.body), { do: "unlock", lock: one.lock }];
      case "reading":
        return [{ do: "enter" }, ...flatten(one.body), { do: "leave" }];
      case "read":
        return [{ do: "loadPointer" }, { do: "loadBlock" }];
      case "replace":
        return [{ do: "allocate" }, { do: "fill" }, { do: "swap" }, { do: "freeOld", free: one.free }];
      case "renew":
        return [
          { do: "loadPointer" },
          { do: "freeOld", free: one.free },
          { do: "allocate" },
          { do: "fill" },
          { do: "swap" },
        ];
      case "lend":
        return [
          { do: "allocate" },
          { do: "freeOld", free: one.free },
          { do: "allocateNext" },
          { do: "freeOld", free: "now" },
        ];
      case "waitInBlock":
        return [{ do: "loadPointer" }, { do: "waitBlock", word: one.word, value: one.value }];
      case "wakeInBlock":
        return [{ do: "loadPointer" }, { do: "wakeBlock" }];
      case "load":
      case "store":
      case "add":
      case "exchange":
      case "compareExchange":
      case "synchronize":
      case "wait":
      case "wake":
      case "fails":
      case "choose":
        return [one];
    }
  });
}

interface TaskState {
  at: number;
  sum: number;
  /** The block it has found or taken out, or made. */
  block: number;
  /** The queue that it sleeps on: a block's, by its number, or the one of the words. */
  asleep: number | undefined;
  depth: number;
  /** The readers that its grace period waits for; undefined when none has begun. */
  grace: number[] | undefined;
}

interface BlockState {
  value: number;
  live: boolean;
  /** Whether its memory has kept its kind, or may be given again for another reason. */
  again: "recycled" | "freed" | undefined;
  /** Who allocated it first, -1 for set-up, and as how manieth: its place in memory. */
  readonly place: readonly [task: number, count: number];
  /** The readers that must leave before it is freed; undefined when it is in use. */
  waits: number[] | undefined;
}

interface State {
  words: number[];
  blocks: BlockState[];
  pointer: number;
  tasks: TaskState[];
  failed: number;
}

/** How large a run is. */
export interface Size {
  readonly failures: number;
  /** Its accesses; to begin to wait is one, and to wake up another. */
  readonly accesses: number;
}

/** Negative when one run is the smaller one: fewer failures count first. */
export function compareSizes(one: Size, other: Size): number {
  return one.failures - other.failures || one.accesses - other.accesses;
}

/** Everything that the runs of a program come to. */
export interface Outcomes {
  /** Words and results of each run that ended, as text. */
  readonly ends: ReadonlySet<string>;
  /** `deadlock`, `kernel`: what some run violates, with the fewest failures and, with these, the fewest accesses of such a run. */
  readonly violations: ReadonlyMap<"deadlock" | "kernel", Size>;
  /** How many runs there are; -1 when there were too many to make. */
  readonly runs: number;
}

/** Makes every run. Gives up after `limit` of them. */
export function enumerate(
  program: Program,
  limit: number,
  { failures, reuse }: { readonly failures: number; readonly reuse: boolean } = { failures: 1, reuse: false },
): Outcomes {
  const atoms = program.map(flatten);
  const ends = new Set<string>();
  const violations = new Map<"deadlock" | "kernel", Size>();
  const violates = (kind: "deadlock" | "kernel", { failed }: State, accesses: number): void => {
    const size = { failures: failed, accesses };
    const known = violations.get(kind);
    if (known === undefined || compareSizes(size, known) < 0) violations.set(kind, size);
  };
  let runs = 0;
  const visit = (state: State, accesses: number): boolean => {
    let moved = false;
    for (const [task, { at }] of state.tasks.entries()) {
      const atom = atoms[task]?.[at];
      if (atom === undefined) continue;
      const ways = atom.do === "fails" ? 2 : atom.do === "choose" ? atom.ways : 1;
      for (let way = 0; way < ways; way++) {
        const next = copy(state);
        const outcome = step(next, atom, task, way, failures, reuse);
        if (outcome === "no") continue;
        moved = true;
        if (outcome === "violates") {
          violates("kernel", next, accesses + 1);
          if (++runs > limit) return false;
        } else if (!visit(next, accesses + 1)) return false;
      }
    }
    if (moved) return true;
    if (state.tasks.every(({ at }, task) => at === atoms[task]?.length)) {
      ends.add(`${state.words.slice(0, 3).join()} ${state.tasks.map(({ sum }) => sum).join()}`);
    } else {
      violates("deadlock", state, accesses);
    }
    return ++runs <= limit;
  };
  const beginning: State = {
    words: [0, 0, 0, 0, 0],
    blocks: [{ value: 4, live: true, again: undefined, place: [-1, 0], waits: undefined }],
    pointer: 0,
    tasks: atoms.map((_, task) => ({
      at: 0,
      sum: task,
      block: -1,
      asleep: undefined,
      depth: 0,
      grace: undefined,
    })),
    failed: 0,
  };
  const finished = visit(beginning, 0);
  return { ends, violations, runs: finished ? runs : -1 };
}

function step(
  state: State,
  atom: Atom,
  task: number,
  way: number,
  failures: number,
  reuse: boolean,
): "no" | "done" | "violates" {
  const own = state.tasks[task] as TaskState;
  const fails = atom.do === "fails" && way === 1;
  if (own.asleep !== undefined || (fails && state.failed >= failures)) return "no";
  const words = state.words;
  switch (atom.do) {
    case "load":
      see(own, words[atom.word] as number);
      break;
    case "store":
      words[atom.word] = atom.value === "sum" ? own.sum : atom.value;
      break;
    case "add":
      see(own, (words[atom.word] = (words[atom.word] as number) + atom.value));
      break;
    case "exchange":
      see(own, words[atom.word] as number);
      words[atom.word] = atom.value;
      break;
    case "compareExchange": {
      const old = words[atom.word] as number;
      see(own, old);
      if (old === atom.old) words[atom.word] = atom.value;
      break;
    }
    case "fails":
      see(own, fails ? 7 : 0);
      if (fails) state.failed++;
      break;
    case "choose":
      see(own, way);
      break;
    case "wait":
      if (words[atom.word] !== atom.value) {
        own.asleep = WORDS_QUEUE;
        return "done";
      }
      break;
    case "wake":
      wake(state, WORDS_QUEUE);
      break;
    case "waitBlock":
      if (!mayTouch(state, own)) return "violates";
      if (words[atom.word] !== atom.value) {
        own.asleep = own.block;
        return "done";
      }
      break;
    case "wakeBlock":
      if (!mayTouch(state, own)) return "violates";
      wake(state, own.block);
      break;
    case "synchronize": {
      if (own.grace === undefined) {
        const readers = readersOf(state);
        if (readers.length > 0) {
          own.grace = readers;
          // A reader that waits for readers, itself among them, waits for ever.
          return "done";
        }
      } else if (own.grace.length > 0) return "no";
      own.grace = undefined;
      break;
    }
    case "enter":
      own.depth++;
      break;
    case "leave":
      if (--own.depth === 0) {
        for (const other of state.tasks) other.grace = other.grace?.filter((reader) => reader !== task);
        for (const block of state.blocks) {
          if (block.waits === undefined) continue;
          block.waits = block.waits.filter((reader) => reader !== task);
          if (block.waits.length === 0) [block.live, block.again, block.waits] = [false, "freed", undefined];
        }
      }
      break;
    case "lock":
      if (words[3 + atom.lock] !== 0) return "no";
      words[3 + atom.lock] = task + 1;
      break;
    case "unlock":
      if (words[3 + atom.lock] !== task + 1) return "violates";
      words[3 + atom.lock] = 0;
      break;
    case "loadPointer":
      own.block = state.pointer;
      break;
    case "loadBlock": {
      if (!mayTouch(state, own)) return "violates";
      see(own, (state.blocks[own.block] as BlockState).value);
      break;
    }
    case "allocate":
      own.block = allocate(state, task, reuse);
      break;
    case "allocateNext": {
      const next = allocate(state, task, reuse);
      see(own, next === own.block ? 1 : 0);
      own.block = next;
      break;
    }
    case "fill":
      if (!mayTouch(state, own)) return "violates";
      (state.blocks[own.block] as BlockState).value = task + 5;
      break;
    case "swap":
      [own.block, state.pointer] = [state.pointer, own.block];
      break;
    case "freeOld": {
      const block = state.blocks[own.block] as BlockState;
      if (!block.live || block.waits !== undefined) return "violates";
      const readers = atom.free === "graceful" ? readersOf(state) : [];
      if (readers.length > 0) block.waits = readers;
      else [block.live, block.again] = [false, atom.free === "recycled" ? "recycled" : "freed"];
      break;
    }
  }
  own.at++;
  return "done";
}

/** A task takes what it has seen into its sum. */
function see(task: TaskState, seen: number): void {
  task.sum = (task.sum * 3 + seen) % 1000;
}

/** Whether a task may touch the block that it has looked up. */
function mayTouch(state: State, { block, depth }: TaskState): boolean {
  const { live, again } = state.blocks[block] as BlockState;
  return live || (again === "recycled" && depth > 0);
}

/** A block: one that is given again, the first in memory, or a new one. */
function allocate(state: State, task: number, reuse: boolean): number {
  const { blocks } = state;
  const [again] = [...blocks.keys()]
    .filter((at) => blocks[at]?.again === "recycled" || (reuse && blocks[at]?.again === "freed"))
    .sort((one, other) => compare(blocks[one] as BlockState, blocks[other] as BlockState));
  if (again !== undefined) {
    Object.assign(blocks[again] as BlockState, { value: 0, live: true, again: undefined });
    return again;
  }
  const count = blocks.filter(({ place }) => place[0] === task).length;
  return blocks.push({ value: 0, live: true, again: undefined, place: [task, count], waits: undefined }) - 1;
}

function compare({ place: [task, count] }: BlockState, { place: [other, second] }: BlockState): number {
  return task - other || count - second;
}

/** The queue of the words, beside those of blocks. */
const WORDS_QUEUE = -1;

function wake(state: State, queue: number): void {
  for (const other of state.tasks) if (other.asleep === queue) other.asleep = undefined;
}

function copy({ words, blocks, pointer, tasks, failed }: State): State {
  return {
    words: [...words],
    blocks: blocks.map((block) => ({ ...block })),
    pointer,
    tasks: tasks.map((task) => ({ ...task })),
    failed,
  };
}

function readersOf(state: State): number[] {
  return state.tasks.flatMap(({ depth }, task) => (depth > 0 ? [task] : []));
}
