/** One descriptor operation as both sides perform it, its result, and how sequences of them are drawn. */
import fc from "fast-check";

/** Descriptors below it belong to the test; what the test process needs itself lies above. Past one bitmap word. */
export const WINDOW = 72;
/** How many tasks a sequence may have at a time. */
export const MAX_TASKS = 4;

/** `fcntl.h`, asm-generic values: what pipe2 takes besides O_CLOEXEC, and bits that no call takes. */
export const O_CLOEXEC = 0o2000000;
export const O_NONBLOCK = 0o4000;
export const UNKNOWN_FLAG = 0x40000000;
const UINT_MAX = 0xffffffff;

/** An operation of one task on its own table. */
export type TableOperation =
  | { readonly op: "open"; readonly cloexec: boolean }
  | { readonly op: "openMissing" }
  | { readonly op: "fill"; readonly count: number }
  | { readonly op: "dup" | "fGetfd" | "close"; readonly fd: number }
  | { readonly op: "dup2"; readonly fd: number; readonly newfd: number }
  | { readonly op: "dup3"; readonly fd: number; readonly newfd: number; readonly flags: number }
  | { readonly op: "fDupfd"; readonly fd: number; readonly minimum: number; readonly cloexec: boolean }
  | { readonly op: "fSetfd"; readonly fd: number; readonly flags: number }
  | { readonly op: "closeRange"; readonly first: number; readonly last: number; readonly flags: number }
  | { readonly op: "pipe2"; readonly flags: number }
  | { readonly op: "socketpair"; readonly cloexec: boolean }
  | { readonly op: "setrlimit"; readonly limit: number | "past nr_open" }
  | {
      readonly op: "scmRights";
      readonly fds: readonly number[];
      readonly room: number;
      readonly cloexec: boolean;
    };

/** One step of a sequence. */
export type Operation = TableOperation;

/** What a call returned: a number (negative: an error), or the descriptors that it gave. */
export type Result =
  number | readonly number[] | { readonly fds: readonly number[]; readonly truncated: boolean };

type Field<T> = { [K in keyof T]: fc.Arbitrary<T[K]> };

/** Draws sequences of operations of one task. */
export function tableOperations(maxLength: number): fc.Arbitrary<TableOperation[]> {
  return fc.array(tableOperation, { minLength: 1, maxLength, size: "max" });
}

// Mostly low numbers, where descriptors are; now and then the word boundary, the end of the window, out of range.
const inWindow = fc.oneof(
  { weight: 10, arbitrary: fc.nat(9) },
  { weight: 3, arbitrary: fc.nat(WINDOW - 1) },
  { weight: 1, arbitrary: fc.constantFrom(31, 32, 63, 64, WINDOW - 1) },
);
// Numbers between the window and these are the test process's own: nothing may name them.
const outside = fc.constantFrom(-1, 100_000, 0x7fffffff);
const fd = fc.oneof({ weight: 20, arbitrary: inWindow }, { weight: 1, arbitrary: outside });
// As a target or a minimum any number is safe: RLIMIT_NOFILE ends where the window does.
const target = fc.oneof(
  { weight: 20, arbitrary: inWindow },
  { weight: 2, arbitrary: fc.constantFrom(-1, WINDOW, 100_000) },
);
const range = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(inWindow, fc.nat(5))
      .map(([first, more]) => [first, Math.min(first + more, WINDOW - 1)] as const),
  },
  { weight: 2, arbitrary: fc.tuple(inWindow, inWindow) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [100_000, UINT_MAX] as const,
      [UINT_MAX, 3] as const,
      [0, WINDOW - 1] as const,
    ),
  },
);
const limit = fc.oneof(
  { weight: 6, arbitrary: fc.constant(WINDOW) },
  { weight: 3, arbitrary: fc.nat(12) },
  { weight: 2, arbitrary: fc.nat(WINDOW) },
  { weight: 1, arbitrary: fc.constant("past nr_open" as const) },
);
const cloexec = fc.boolean();

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

const closeRangeOperation = fc
  .tuple(range, fc.constantFrom(0, 0, 4, 4, 2, 6, 1, 8))
  .map(([[first, last], flags]): TableOperation => ({ op: "closeRange", first, last, flags }));

/** Draws one operation of one task. */
export const tableOperation: fc.Arbitrary<TableOperation> = fc.oneof(
  weighted(14, "open", { cloexec }),
  weighted(1, "openMissing", {}),
  weighted(1, "fill", { count: fc.nat(WINDOW) }),
  weighted(8, "close", { fd }),
  weighted(5, "dup", { fd }),
  weighted(6, "dup2", { fd, newfd: target }),
  weighted(6, "dup3", { fd, newfd: target, flags: fc.constantFrom(0, O_CLOEXEC, O_CLOEXEC, 1) }),
  weighted(6, "fDupfd", { fd, minimum: target, cloexec }),
  weighted(2, "fGetfd", { fd }),
  weighted(4, "fSetfd", { fd, flags: fc.nat(3) }),
  { weight: 4, arbitrary: closeRangeOperation },
  weighted(5, "pipe2", {
    flags: fc.constantFrom(0, O_CLOEXEC, O_NONBLOCK, O_CLOEXEC | O_NONBLOCK, UNKNOWN_FLAG),
  }),
  weighted(3, "socketpair", { cloexec }),
  weighted(3, "setrlimit", { limit }),
  weighted(4, "scmRights", {
    fds: fc.array(inWindow, { minLength: 1, maxLength: 4 }),
    room: fc.nat(5),
    cloexec,
  }),
);
