/** Short sequences of descriptor operations, as conformance/descriptors.jsonl has them, and the kernel's answers to them. */
import { errnoCode } from "fd-reservation/kernel";
import fc from "fast-check";
import type { Machine } from "../oracle/machine.js";
import {
  O_CLOEXEC,
  SPAN,
  WINDOW,
  type LoneOperation,
  type Result,
  type TaskOperation,
} from "../oracle/operation.js";
import { Tasks } from "../oracle/tasks.js";

/** A step without its result. */
export type Call =
  | { readonly op: "open" | "pipe"; readonly cloexec: boolean }
  | { readonly op: "openFailing" | "fork" }
  | { readonly op: "close" | "dup" | "getfd"; readonly fd: number }
  | { readonly op: "dup2"; readonly fd: number; readonly newfd: number }
  | { readonly op: "dup3"; readonly fd: number; readonly newfd: number; readonly flags: number }
  | { readonly op: "dupfd"; readonly fd: number; readonly minimum: number; readonly cloexec: boolean }
  | { readonly op: "setfd"; readonly fd: number; readonly flags: number }
  | { readonly op: "closeRange"; readonly first: number; readonly last: number; readonly flags: number }
  | { readonly op: "limit"; readonly limit: number };

/** What is done while another task has reserved a number, and before and after. */
interface AroundReservation {
  readonly before: readonly Call[];
  readonly cloexec: boolean;
  readonly during: readonly Call[];
  readonly after: readonly Call[];
}

/** What is drawn: the calls of one task alone, or those of one beside which another has reserved. */
type Drawn = readonly Call[] | AroundReservation;

/** A step, as the file has it. */
export type Step = (
  | Call
  | { readonly op: "reserve"; readonly cloexec: boolean }
  | { readonly op: "commit"; readonly fd: number }
) & {
  readonly result: number | string | readonly number[];
};

/** A line of the file. */
export interface Sequence {
  readonly id: number;
  readonly limit: number;
  readonly steps: readonly Step[];
  readonly open: readonly (readonly [fd: number, file: number, cloexec: boolean])[];
}

const cloexec = fc.boolean();
const low = fc.nat(5);
const fd = fc.oneof(
  { weight: 12, arbitrary: low },
  { weight: 1, arbitrary: fc.constantFrom(-1, 63, 64, 100_000, 0x7fffffff) },
);
const target = fc.oneof(
  { weight: 10, arbitrary: low },
  { weight: 2, arbitrary: fc.constantFrom(31, 32, 63, 64, 65) },
  { weight: 1, arbitrary: fc.constantFrom(-1, SPAN - 1, SPAN, 0x7fffffff) },
);
const UINT_MAX = 0xffffffff;

function call<const C extends Call>(
  op: C["op"],
  fields: { [K in Exclude<keyof C, "op">]: fc.Arbitrary<C[K]> },
): fc.Arbitrary<Call> {
  return fc.record({ op: fc.constant(op), ...fields }) as unknown as fc.Arbitrary<Call>;
}

const open = call("open", { cloexec });
const plainOpen = call("open", { cloexec: fc.constant(false) });
const close = call("close", { fd });
const dup = call("dup", { fd });
const dup2 = call("dup2", { fd, newfd: target });
const dup3 = call("dup3", { fd, newfd: target, flags: fc.constantFrom(0, O_CLOEXEC, O_CLOEXEC, 1) });
const dupfd = call("dupfd", { fd, minimum: target, cloexec });
const getfd = call("getfd", { fd });
const setfd = call("setfd", { fd, flags: fc.nat(1) });
const range = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(low, fc.nat(6)) },
  { weight: 2, arbitrary: low.map((first) => [first, UINT_MAX] as [number, number]) },
);
const closing = (of: fc.Arbitrary<[first: number, last: number]>): fc.Arbitrary<Call> =>
  fc
    .tuple(of, fc.constantFrom(0, 0, 4, 1))
    .map(([[first, last], flags]): Call => ({ op: "closeRange", first, last, flags }));
const closeRange = closing(range);
/** Several tasks are processes, whose own descriptors lie above the window. */
const closeRangeInside = closing(fc.tuple(low, fc.nat(WINDOW - 1)));
const pipe = call("pipe", { cloexec });
const limit = call("limit", { limit: fc.nat(8) });
const fork: fc.Arbitrary<Call> = fc.constant({ op: "fork" });
const openFailing: fc.Arbitrary<Call> = fc.constant({ op: "openFailing" });

const many = (calls: fc.Arbitrary<Call>, maxLength = 9): fc.Arbitrary<Call[]> =>
  fc.array(calls, { minLength: 1, maxLength, size: "max" });

/** What every table has; with duplicates; and all that one task alone may call. */
const every = many(fc.oneof({ weight: 3, arbitrary: plainOpen }, { weight: 2, arbitrary: close }), 12);
const withDup = many(fc.oneof({ weight: 3, arbitrary: plainOpen }, { weight: 2, arbitrary: close }, dup));
const mixed = many(
  fc.oneof(
    { weight: 5, arbitrary: open },
    { weight: 2, arbitrary: close },
    dup,
    { weight: 2, arbitrary: dup2 },
    { weight: 2, arbitrary: dup3 },
    { weight: 2, arbitrary: dupfd },
    getfd,
    setfd,
    closeRange,
    pipe,
    limit,
    fork,
    openFailing,
  ),
);

const all = fc
  .tuple(fc.array(open, { maxLength: 4 }), mixed)
  .map(([opened, calls]): Call[] => [...opened, ...calls]);

/** Numbers where what another task has reserved is near. */
const near = fc.nat(3);
const meeting = many(
  fc.oneof(
    { weight: 3, arbitrary: call("dup2", { fd: near, newfd: near }) },
    { weight: 2, arbitrary: call("dup3", { fd: near, newfd: near, flags: fc.constantFrom(0, O_CLOEXEC) }) },
    call("close", { fd: near }),
    dupfd,
    dup,
    open,
    getfd,
    closeRangeInside,
  ),
  4,
);
const reserved: fc.Arbitrary<AroundReservation> = fc.record({
  before: fc.array(open, { minLength: 1, maxLength: 3 }),
  cloexec,
  during: meeting,
  after: fc.array(fc.oneof(getfd, close, dup, open), { maxLength: 2 }),
});

/** How many sequences are drawn for the file, those that are drawn twice included, and where they begin. */
export const [COUNT, SEED] = [1000, 1] as const;

/** Draws sequences, each once: the same ones for a seed. */
export function drawn(count: number, seed: number): Drawn[] {
  const shares = [
    { arbitrary: every, share: 0.2 },
    { arbitrary: withDup, share: 0.1 },
    { arbitrary: all, share: 0.55 },
    { arbitrary: reserved, share: 0.15 },
  ] as const;
  const sequences = shares.flatMap(({ arbitrary, share }, index) => {
    const wanted = Math.round(count * share);
    const found = new Map<string, Drawn>();
    for (let batch = 0; found.size < wanted; batch++) {
      const parameters = { numRuns: wanted, seed: seed + 1000 * index + batch };
      for (const one of fc.sample<Drawn>(arbitrary, parameters)) {
        if (found.size < wanted) found.set(JSON.stringify(one), one);
      }
    }
    return [...found.values()];
  });
  // What two kinds of sequences have in common is there once.
  return [...new Map(sequences.map((one) => [JSON.stringify(one), one])).values()];
}

/** A call as the oracle performs it. */
function operationOf(called: Call): LoneOperation {
  switch (called.op) {
    case "open":
      return { op: "open", cloexec: called.cloexec };
    case "pipe":
      return { op: "pipe2", flags: called.cloexec ? O_CLOEXEC : 0 };
    case "openFailing":
      return { op: "openMissing" };
    case "dupfd":
      return { ...called, op: "fDupfd" };
    case "getfd":
      return { op: "fGetfd", fd: called.fd };
    case "setfd":
      return { ...called, op: "fSetfd" };
    case "limit":
      return { op: "setrlimit", limit: called.limit };
    case "fork":
      return { op: "fork" };
    case "close":
    case "dup":
      return { op: called.op, fd: called.fd };
    case "dup2":
    case "dup3":
    case "closeRange":
      return called;
  }
}

function resultOf(result: Result | undefined): Step["result"] {
  if (typeof result === "number") return result < 0 ? (errnoCode(result) ?? `E${-result}`) : result;
  if (Array.isArray(result)) return result as readonly number[];
  throw new Error(`the kernel answers ${JSON.stringify(result)}`);
}

/** What is open, from numbers each with twice its file and close-on-exec. */
function openOf(slots: Iterable<readonly [fd: number, slot: number]>): Sequence["open"] {
  return Array.from(slots, ([fd, slot]) => [fd, slot >> 1, (slot & 1) !== 0] as const);
}

/** Performs a sequence on the running kernel; undefined where a reservation cannot be committed, at the limit. */
export async function answered(machine: Machine, id: number, one: Drawn): Promise<Sequence | undefined> {
  if ("during" in one) return answeredAround(machine, id, one);
  const answers = await machine.ask(0, { ask: "run", operations: one.map(operationOf) });
  const steps = one.map((called, index): Step => ({ ...called, result: resultOf(answers[index]?.[0]) }));
  return { id, limit: SPAN, steps, open: openOf(answers.at(-1)?.[1] ?? []) };
}

async function answeredAround(
  machine: Machine,
  id: number,
  one: AroundReservation,
): Promise<Sequence | undefined> {
  await machine.ask(0, { ask: "reset" });
  const tasks = new Tasks(machine);
  const ask = async (operation: TaskOperation): Promise<Result | undefined> => tasks.perform(operation);
  const perform = async (calls: readonly Call[]): Promise<Step[]> => {
    const steps: Step[] = [];
    for (const called of calls) {
      const operation = { ...operationOf(called), task: 0 } as TaskOperation;
      steps.push({ ...called, result: resultOf(await ask(operation)) });
    }
    return steps;
  };
  try {
    const before = await perform(one.before);
    await ask({ op: "clone", task: 0, child: 1, files: true });
    await ask({ op: "openFifo", task: 1, cloexec: one.cloexec });
    const during = await perform(one.during);
    // Both ends of the FIFO are there: the reader installs, and what it had reserved is known.
    const opened = await ask({ op: "openWriter", task: 0, reader: 1 });
    if (!Array.isArray(opened)) return undefined;
    const [writer, fd] = opened as [number, number];
    const after = await perform(one.after);
    const steps: Step[] = [
      ...before,
      { op: "reserve", cloexec: one.cloexec, result: fd },
      ...during,
      { op: "open", cloexec: false, result: writer },
      { op: "commit", fd, result: 0 },
      { op: "close", fd: writer, result: 0 },
      ...after,
    ];
    const [window] = tasks.view();
    const slots = (window as readonly number[]).flatMap((slot, number) =>
      slot < 0 ? [] : [[number, slot] as const],
    );
    return { id, limit: WINDOW, steps, open: openOf(slots) };
  } finally {
    await tasks.end();
  }
}

/** The lines of the file, from the running kernel. */
export async function linesOf(
  machine: Machine,
  sequences: readonly Drawn[],
  progress: (done: number) => void = () => undefined,
): Promise<string[]> {
  const lines: string[] = [];
  for (const [index, one] of sequences.entries()) {
    const sequence = await answered(machine, lines.length + 1, one);
    if (sequence !== undefined) lines.push(JSON.stringify(sequence));
    progress(index + 1);
  }
  return lines;
}
