/** One descriptor operation as both sides perform it, its result, and how sequences of them are drawn. */
import fc from "fast-check";
import { O_NONBLOCK } from "../kernel/syscalls.js";

/** Descriptors of a task that is alone lie below it: it has no others. */
export const SPAN = 4096;
/** Descriptors of several tasks lie below it; what their processes need themselves lies above. Past two bitmap words. */
export const WINDOW = 136;
/** Most descriptors lie below it, which looking at them makes cheap. Past one bitmap word. */
const USUAL = 72;
/** How many tasks a sequence may have at a time. */
export const MAX_TASKS = 4;

/** `fcntl.h`, asm-generic values; and a bit that no call takes. */
export const O_CLOEXEC = 0o2000000;
const UNKNOWN_FLAG = 0x40000000;
const UINT_MAX = 0xffffffff;

/** What calls make that open no path; and a path that is only named. A pidfd is close-on-exec always. */
const made = ["memfd", "eventfd", "epoll", "timerfd", "signalfd", "pidfd", "O_PATH"] as const;

/** An operation of one task on its own table. */
export type TableOperation =
  | { readonly op: "open"; readonly cloexec: boolean }
  | { readonly op: "openMissing" }
  | { readonly op: "make"; readonly what: (typeof made)[number]; readonly cloexec: boolean }
  | { readonly op: "fill"; readonly count: number }
  | { readonly op: "dup" | "fGetfd" | "close"; readonly fd: number }
  | { readonly op: "fDupfdQuery"; readonly fd: number; readonly otherfd: number }
  | { readonly op: "dup2"; readonly fd: number; readonly newfd: number }
  | { readonly op: "dup3"; readonly fd: number; readonly newfd: number; readonly flags: number }
  | { readonly op: "fDupfd"; readonly fd: number; readonly minimum: number; readonly cloexec: boolean }
  | { readonly op: "fSetfd"; readonly fd: number; readonly flags: number }
  | { readonly op: "closeRange"; readonly first: number; readonly last: number; readonly flags: number }
  | { readonly op: "pipe2"; readonly flags: number }
  | { readonly op: "socketpair"; readonly cloexec: boolean }
  /** Accept a connection to a socket that is made for it; where there is none, the descriptor was reserved for nothing. */
  | { readonly op: "accept4"; readonly connected: boolean; readonly cloexec: boolean }
  /** Make a task that tells whether its pidfd is in its table, and ends; its maker may stop until then. */
  | { readonly op: "clonePidfd"; readonly files: boolean; readonly vfork: boolean }
  /** Get a descriptor of the own process through a pidfd. */
  | { readonly op: "pidfdGetfd"; readonly fd: number }
  | { readonly op: "setrlimit"; readonly limit: number | "past nr_open" }
  | {
      readonly op: "scmRights";
      readonly fds: readonly number[];
      readonly room: number;
      readonly cloexec: boolean;
      /** What of the receiver's control buffer cannot be written; nothing where it is left out. */
      readonly fault?: "header" | { readonly fromNumber: number };
    };

/** What a thread does: its table may be another one than its leader's, its limit is the same. */
const threadCalls = ["dup", "fGetfd", "close", "setrlimit", "unshare", "pidfdGetfd"] as const;

/** An operation on the thread that a task may have besides its leader. */
export type ThreadOperation =
  /** Make a thread of the same process, unless there is one. */
  | { readonly op: "thread" }
  /** A call of that thread, with a descriptor or a limit; nothing where there is none. */
  | { readonly op: "inThread"; readonly call: (typeof threadCalls)[number]; readonly number: number };

/** An operation of a task that is alone, with a table that may grow to {@link SPAN}. */
export type LoneOperation =
  | TableOperation
  | ThreadOperation
  /** Make a task that shares the table, and does nothing. */
  | { readonly op: "share" }
  /** Be a copy of the task, with a copy of its table, from here on. */
  | { readonly op: "fork" }
  | { readonly op: "unshare" };

/**
 * An operation where there are several tasks, numbered from 0, the first one. Those that name a task which is not
 * there, or is blocked, or which the first one may not do (it stays, and is never blocked), are skipped.
 */
export type TaskOperation =
  | ((TableOperation | ThreadOperation) & { readonly task: number })
  /** Make task `child`: sharing the table, or with a copy of it. */
  | { readonly op: "clone"; readonly task: number; readonly child: number; readonly files: boolean }
  | { readonly op: "unshare"; readonly task: number }
  /** Get a descriptor of another task through a pidfd: also of one that is blocked, or in another program. */
  | { readonly op: "pidfdGetfdOf"; readonly task: number; readonly of: number; readonly fd: number }
  /** Execute another program, which keeps what it has open and does nothing; a thread dies. */
  | { readonly op: "exec"; readonly task: number }
  /** Execute it in the thread: the leader dies, and the program has the thread's table. Nothing where there is no thread. */
  | { readonly op: "execInThread"; readonly task: number }
  /** End: also while blocked, or in another program. */
  | { readonly op: "exit"; readonly task: number }
  /** open() of a FIFO, to read: the task is blocked, with a descriptor reserved. */
  | { readonly op: "openFifo"; readonly task: number; readonly cloexec: boolean }
  /** open() of the FIFO where `reader` is blocked, to write: the reader installs. Then close() of the writing end. */
  | { readonly op: "openWriter"; readonly task: number; readonly reader: number }
  /** A signal to a blocked task: its open() fails, the reservation is rolled back. */
  | { readonly op: "interrupt"; readonly task: number };

/** One step of a sequence; without a task it is one of a task that is alone. */
export type Operation = LoneOperation | TaskOperation;

/** Whether an operation is one of several tasks. */
export function ofTasks(operation: Operation): operation is TaskOperation {
  return "task" in operation;
}

/** Whether a sequence is of a task that is alone: all of it is, or nothing. */
export function isAlone(operations: readonly Operation[]): operations is readonly LoneOperation[] {
  return !operations.some(ofTasks);
}

/** What a call returned: a number (negative: an error), the descriptors that it gave, or nothing: it is blocked. */
export type Result =
  number | readonly number[] | { readonly fds: readonly number[]; readonly truncated: boolean } | "blocked";

/**
 * What a task has open, by descriptor: -1 for what is not open, else twice the number of its file, +1 close-on-exec.
 * Nobody has looked at what is missing.
 */
export type Window = readonly number[];

/** A descriptor that is open, and what a {@link Window} has of it. */
export type Slot = readonly [fd: number, slot: number];

/** By task: its window, or the lower task whose table it shares, or undefined where there is no such task. */
export type View = readonly (Window | number | undefined)[];

type Field<T> = { [K in keyof T]: fc.Arbitrary<T[K]> };

/** Draws sequences of operations of several tasks: some are blocked, some end. */
export function taskOperations(maxLength: number): fc.Arbitrary<TaskOperation[]> {
  return fc
    .tuple(
      fc.nat(2),
      fc.array(first, { maxLength: 3 }),
      fc.array(taskOperation, { minLength: 1, maxLength, size: "max" }),
    )
    .map(([count, few, many]) => [
      { op: "fill", count, task: 0 },
      ...few,
      { op: "clone", task: 0, child: 1, files: true },
      ...many,
    ]);
}

/** Draws sequences of operations of a task that is alone. */
export function loneOperations(maxLength: number): fc.Arbitrary<LoneOperation[]> {
  return fc.array(loneOperation, { minLength: 1, maxLength, size: "max" });
}

/** Where descriptors lie, and which numbers other calls take. */
interface Numbers {
  /** Descriptors lie below it. */
  readonly end: number;
  /** A number below the end. */
  readonly inside: fc.Arbitrary<number>;
  /** What a call may name as a descriptor. */
  readonly fd: fc.Arbitrary<number>;
  /** How many files are opened at once. */
  readonly count: fc.Arbitrary<number>;
  readonly range: fc.Arbitrary<readonly [first: number, last: number]>;
}

// Mostly low numbers, where descriptors are; now and then the word boundaries, the end of the window, out of range.
const inWindow = fc.oneof(
  { weight: 40, arbitrary: fc.nat(9) },
  { weight: 12, arbitrary: fc.nat(USUAL - 1) },
  { weight: 4, arbitrary: fc.constantFrom(31, 32, 63, 64, USUAL - 1) },
  { weight: 1, arbitrary: fc.constantFrom(127, 128, WINDOW - 1) },
  { weight: 1, arbitrary: fc.integer({ min: USUAL, max: WINDOW - 1 }) },
);
const nearRange = (inside: fc.Arbitrary<number>, end: number) =>
  fc.tuple(inside, fc.nat(5)).map(([first, more]) => [first, Math.min(first + more, end - 1)] as const);

/** Between the window and what may be named otherwise lie the processes' own descriptors: nothing may name them. */
const several: Numbers = {
  end: WINDOW,
  inside: inWindow,
  fd: fc.oneof(
    { weight: 20, arbitrary: inWindow },
    { weight: 1, arbitrary: fc.constantFrom(-1, 100_000, 0x7fffffff) },
  ),
  count: fc.oneof(
    { weight: 20, arbitrary: fc.nat(USUAL) },
    { weight: 1, arbitrary: fc.integer({ min: USUAL, max: WINDOW }) },
  ),
  range: fc.oneof(
    { weight: 8, arbitrary: nearRange(inWindow, WINDOW) },
    { weight: 2, arbitrary: fc.tuple(inWindow, inWindow) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        [100_000, UINT_MAX] as const,
        [UINT_MAX, 3] as const,
        [0, WINDOW - 1] as const,
      ),
    },
  ),
};

// Where words, words of full bits and tables end.
const border = fc
  .tuple(fc.constantFrom(32, 64, 128, 256, 512, 1024, 2048, SPAN), fc.integer({ min: -2, max: 1 }))
  .map(([end, more]) => end + more);
const inSpan = fc.oneof(
  { weight: 40, arbitrary: fc.nat(9) },
  { weight: 20, arbitrary: fc.nat(USUAL - 1) },
  { weight: 3, arbitrary: border },
  { weight: 1, arbitrary: fc.nat(SPAN - 1) },
);
const unsigned = fc.nat(UINT_MAX);

/** Every number may be named: there is nothing but the sequence's own descriptors. */
const alone: Numbers = {
  end: SPAN,
  inside: inSpan,
  fd: fc.oneof(
    { weight: 20, arbitrary: inSpan },
    { weight: 1, arbitrary: fc.constantFrom(-1, SPAN, 100_000, 0x7fffffff, -0x80000000) },
  ),
  count: fc.oneof(
    { weight: 10, arbitrary: fc.nat(USUAL) },
    { weight: 3, arbitrary: fc.nat(300) },
    { weight: 1, arbitrary: fc.nat(SPAN) },
  ),
  range: fc.oneof(
    { weight: 8, arbitrary: nearRange(inSpan, SPAN) },
    { weight: 3, arbitrary: fc.tuple(inSpan, inSpan) },
    { weight: 3, arbitrary: fc.tuple(inSpan, fc.constantFrom(UINT_MAX, 0x7fffffff, SPAN)) },
    { weight: 1, arbitrary: fc.tuple(unsigned, unsigned) },
  ),
};

const either = fc.boolean();
const cloexec = either;

function weighted<const O extends TableOperation>(
  weight: number,
  op: O["op"],
  fields: Field<Omit<O, "op">>,
): { weight: number; arbitrary: fc.Arbitrary<TableOperation> } {
  return {
    weight,
    arbitrary: fc.record({ op: fc.constant(op), ...fields }) as unknown as fc.Arbitrary<TableOperation>,
  };
}

/** Draws one operation on one's own table. */
function tableOperation({ end, inside, fd, count, range }: Numbers): fc.Arbitrary<TableOperation> {
  // As a target or a minimum any number is safe: RLIMIT_NOFILE ends where the descriptors do.
  const target = fc.oneof(
    { weight: 20, arbitrary: inside },
    { weight: 2, arbitrary: fc.constantFrom(-1, end, 100_000) },
  );
  const limit = fc.oneof(
    { weight: 6, arbitrary: fc.constant(end) },
    { weight: 3, arbitrary: fc.nat(12) },
    { weight: 2, arbitrary: fc.nat(end) },
    { weight: 1, arbitrary: fc.constant("past nr_open" as const) },
  );
  const closeRange = fc
    .tuple(range, fc.constantFrom(0, 0, 4, 4, 2, 6, 1, 8))
    .map(([[first, last], flags]): TableOperation => ({ op: "closeRange", first, last, flags }));
  return fc.oneof(
    weighted(14, "open", { cloexec }),
    weighted(1, "openMissing", {}),
    weighted(3, "make", { what: fc.constantFrom(...made), cloexec }),
    weighted(2, "fDupfdQuery", { fd, otherfd: fd }),
    weighted(1, "fill", { count }),
    weighted(8, "close", { fd }),
    weighted(5, "dup", { fd }),
    weighted(6, "dup2", { fd, newfd: target }),
    weighted(6, "dup3", { fd, newfd: target, flags: fc.constantFrom(0, O_CLOEXEC, O_CLOEXEC, 1) }),
    weighted(6, "fDupfd", { fd, minimum: target, cloexec }),
    weighted(2, "fGetfd", { fd }),
    weighted(4, "fSetfd", { fd, flags: fc.nat(3) }),
    { weight: 4, arbitrary: closeRange },
    weighted(5, "pipe2", {
      flags: fc.constantFrom(0, O_CLOEXEC, O_NONBLOCK, O_CLOEXEC | O_NONBLOCK, UNKNOWN_FLAG),
    }),
    weighted(3, "socketpair", { cloexec }),
    weighted(2, "accept4", { connected: either, cloexec }),
    weighted(1, "clonePidfd", { files: either, vfork: either }),
    weighted(2, "pidfdGetfd", { fd }),
    weighted(3, "setrlimit", { limit }),
    weighted(4, "scmRights", {
      fds: fc.array(inside, { minLength: 1, maxLength: 4 }),
      room: fc.nat(5),
      cloexec,
    }),
    weighted(2, "scmRights", {
      // As many as a message may carry, and one more.
      fds: fc
        .tuple(inside, fc.integer({ min: 1, max: 254 }))
        .map(([fd, count]) => new Array<number>(count).fill(fd)),
      room: fc.nat(260),
      cloexec,
      fault: fc.oneof(
        fc.constant("header" as const),
        fc.nat(5).map((fromNumber) => ({ fromNumber })),
        fc.nat(254).map((fromNumber) => ({ fromNumber })),
      ),
    }),
  );
}

/** Draws a call of a thread. */
function inThread({ fd, inside }: Numbers): fc.Arbitrary<ThreadOperation> {
  return fc.tuple(fc.constantFrom(...threadCalls), fd, inside).map(([call, fd, limit]) => ({
    op: "inThread",
    call,
    number: call === "setrlimit" ? limit : fd,
  }));
}

/** Draws one operation of a task that is alone: what unshares comes where the table is shared. */
const loneOperation: fc.Arbitrary<LoneOperation> = fc.oneof(
  { weight: 70, arbitrary: tableOperation(alone) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(alone.range, fc.constantFrom(2, 6))
      .map(([[first, last], flags]): LoneOperation => ({ op: "closeRange", first, last, flags })),
  },
  { weight: 3, arbitrary: fc.constant({ op: "share" }) },
  { weight: 3, arbitrary: fc.constant({ op: "thread" }) },
  { weight: 10, arbitrary: inThread(alone) },
  { weight: 1, arbitrary: fc.constantFrom({ op: "fork" }, { op: "unshare" }) },
);

const severalOperation = tableOperation(several);

// Mostly those that are there.
const task = fc.oneof({ weight: 2, arbitrary: fc.nat(1) }, { weight: 1, arbitrary: fc.nat(MAX_TASKS - 1) });
const other = fc.oneof(
  { weight: 2, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: MAX_TASKS - 1 }) },
);

const shares = fc.oneof(
  { weight: 3, arbitrary: fc.constant(true) },
  { weight: 1, arbitrary: fc.constant(false) },
);

/** Something open before there are tasks. */
const first = severalOperation.map((operation): TaskOperation => ({ ...operation, task: 0 }));

/** The lowest numbers, where reservations are; and what keeps them low. */
const low = fc.nat(4);
const onReserved: fc.Arbitrary<TableOperation> = fc.oneof(
  weighted(3, "dup2", { fd: low, newfd: low }),
  weighted(3, "dup3", { fd: low, newfd: low, flags: fc.constantFrom(0, O_CLOEXEC) }),
  weighted(1, "close", { fd: low }),
  weighted(1, "fDupfd", { fd: low, minimum: low, cloexec }),
  weighted(1, "closeRange", {
    first: low,
    last: fc.constant(WINDOW - 1),
    flags: fc.constantFrom(0, 0, 4),
  }),
);

/** Draws one operation of one of several tasks. */
const taskOperation: fc.Arbitrary<TaskOperation> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.tuple(severalOperation, task).map(([operation, task]) => ({ ...operation, task })),
  },
  // Rare among all operations of a table: what unshares, and what may meet a reservation.
  {
    weight: 1,
    arbitrary: fc
      .tuple(several.range, fc.constantFrom(2, 6), task)
      .map(([[first, last], flags, task]) => ({ op: "closeRange" as const, first, last, flags, task })),
  },
  {
    weight: 20,
    arbitrary: fc.tuple(onReserved, task).map(([operation, task]): TaskOperation => ({ ...operation, task })),
  },
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constant("clone" as const), task, child: other, files: shares }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("unshare" as const), task }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant("pidfdGetfdOf" as const),
      task,
      of: fc.nat(MAX_TASKS - 1),
      fd: several.fd,
    }),
  },
  { weight: 6, arbitrary: fc.record({ op: fc.constant("thread" as const), task: other }) },
  {
    weight: 6,
    arbitrary: fc.tuple(inThread(several), other).map(([operation, task]) => ({ ...operation, task })),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("exec" as const), task: other }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("execInThread" as const), task: other }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant("exit" as const), task: other }) },
  { weight: 20, arbitrary: fc.record({ op: fc.constant("openFifo" as const), task: other, cloexec }) },
  { weight: 5, arbitrary: fc.record({ op: fc.constant("openWriter" as const), task, reader: other }) },
  { weight: 3, arbitrary: fc.record({ op: fc.constant("interrupt" as const), task: other }) },
);
