/** Validates by shape what comes out of the sandbox: a program may have sent anything. */
import * as v from "valibot";
import { opNames } from "../../../src/kernel/internal.js";
import type { Trace } from "../../../src/explore/index.js";
import { cut, MOST_SCENARIOS, MOST_STEPS } from "./limits.js";
import type { RunMessage } from "./messages.js";

/** Entries of all lists of a message together: more would take the page's time. */
const MOST_ENTRIES = 500_000;

/** The entries that the message at hand may still have. */
let left = 0;

/** A list whose length is looked at before its entries are. */
function list<Item extends v.GenericSchema>(item: Item, most = MOST_ENTRIES) {
  const isShort = (given: unknown): boolean => {
    if (!Array.isArray(given) || given.length > most) return false;
    left -= given.length;
    return left >= 0;
  };
  return v.pipe(v.custom<unknown[]>(isShort, "a list is too long, or none"), v.array(item));
}

const text = v.pipe(v.string(), v.transform(cut));
const number = v.pipe(v.number(), v.finite());
const count = v.pipe(number, v.minValue(0));
const maybe = v.exactOptional;

const place = v.object({ line: count, column: count });
const sourcePlace = v.object({ file: text, ...place.entries });
const memoryName = v.object({
  kind: maybe(text),
  address: number,
  field: maybe(text),
  index: maybe(number),
  embedded: maybe(v.literal(true)),
});
const value = v.union([number, text, memoryName]);
const failure = v.object({ point: count, code: text, where: text });
const slot = v.object({
  fd: number,
  state: v.picklist(["free", "reserved", "uncommitted", "open", "corrupt"]),
  value: number,
  cloexec: v.boolean(),
  holder: maybe(text),
});
const table = v.object({
  files: number,
  count: number,
  nextFd: number,
  maxFds: number,
  slots: list(slot),
});
const openFile = v.object({ address: number, kind: text, count: number, freed: maybe(v.literal(true)) });
const step = v.object({
  task: text,
  operation: text,
  args: list(value),
  bare: maybe(v.literal(true)),
  phase: maybe(v.picklist(["begin", "within", "end"])),
  access: maybe(
    v.object({ op: v.picklist(opNames), word: maybe(memoryName), waits: maybe(v.literal(true)) }),
  ),
  accessCount: maybe(count),
  result: maybe(value),
  failure: maybe(failure),
  source: maybe(sourcePlace),
  tables: list(table),
  openFiles: list(openFile),
});
const violation = v.object({
  kind: v.picklist(["guard", "kernel", "changed", "check", "exception", "deadlock"]),
  rule: text,
  message: text,
  descriptor: maybe(number),
  files: maybe(number),
  file: maybe(number),
  where: maybe(text),
  madeAt: maybe(sourcePlace),
});
const trace: v.GenericSchema<unknown, Trace> = v.object({
  version: v.literal(2),
  scenario: text,
  design: text,
  tasks: list(text),
  failures: list(failure),
  before: list(table),
  openFilesBefore: list(openFile),
  steps: list(step, MOST_STEPS),
  violation: maybe(violation),
  why: maybe(text),
  token: maybe(text),
});
const report = v.object({
  scenario: text,
  kernels: v.pipe(
    list(
      v.object({
        design: text,
        tasks: count,
        states: count,
        coverage: v.picklist(["EXHAUSTIVE", "BOUNDED"]),
        verdict: v.picklist(["holds", "violated", "expected", "not-reproduced"]),
      }),
      2,
    ),
    v.minLength(1),
  ),
  traces: list(trace, 2),
});

const message: v.GenericSchema<unknown, RunMessage> = v.variant("type", [
  v.object({ type: v.literal("begun") }),
  v.object({ type: v.literal("progress"), scenario: text, states: count }),
  v.object({ type: v.literal("output"), text, place: maybe(place) }),
  v.object({
    type: v.literal("done"),
    reports: list(report, MOST_SCENARIOS),
    milliseconds: count,
    linked: maybe(v.union([v.object({ report: count }), v.object({ problem: text })])),
  }),
  v.object({ type: v.literal("failed"), why: text, place: maybe(place) }),
]);

/** The message, of its shape and no more; undefined for anything else. */
export function readRunMessage(data: unknown): RunMessage | undefined {
  left = MOST_ENTRIES;
  const { success, output } = v.safeParse(message, data, { abortEarly: true });
  return success ? output : undefined;
}
