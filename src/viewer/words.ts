/** What happens at a step, in words: for the live sentence, the slider's value and the table of all steps. */
import type { SourcePlace, Trace, TraceFile, TraceSlot, TraceStep, TraceTable } from "../explore/index.js";
import { formatPart } from "../explore/internal.js";
import type { Moment } from "./rows.js";

type Tables = Trace["before"];

/** A step as a call with its result: `getUnusedFdFlags(0) = 3`. */
export function callText(step: TraceStep): string {
  return formatPart(step, "…");
}

/** A place without its folders: `pipe2.ts:12`. */
export function placeText({ file, line }: SourcePlace): string {
  return `${fileName(file)}:${line}`;
}

/** The last part of a path or address. */
export function fileName(file: string): string {
  return file.replace(/^.*\//, "");
}

/** The name of a table: T0, T1, ... in the order in which the run meets them. */
export function tableNames(trace: Trace): Map<number, string> {
  const names = new Map<number, string>();
  for (const tables of [trace.before, ...trace.steps.map((step) => step.tables)]) {
    for (const { files } of tables) if (!names.has(files)) names.set(files, `T${names.size}`);
  }
  return names;
}

/** One difference between two moments. */
export interface Change {
  readonly files: number;
  readonly fd: number;
  readonly from: string;
  readonly to: string;
}

/** Every descriptor whose state or value differs; a table that appears or goes is told by its descriptors. */
export function changes(before: Tables, after: Tables): Change[] {
  const list: Change[] = [];
  const all = new Set([...before, ...after].map(({ files }) => files));
  for (const files of all) {
    const old = new Map(before.find((table) => table.files === files)?.slots.map((slot) => [slot.fd, slot]));
    const now = new Map(after.find((table) => table.files === files)?.slots.map((slot) => [slot.fd, slot]));
    for (const fd of [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => a - b)) {
      const [was, is] = [old.get(fd), now.get(fd)];
      if (was?.state === is?.state && was?.value === is?.value && was?.cloexec === is?.cloexec) continue;
      list.push({ files, fd, from: was?.state ?? "free", to: is?.state ?? "free" });
    }
  }
  return list;
}

/** Changes as a sentence without its full stop: `fd 3 becomes reserved in T0`. */
export function changesText(list: readonly Change[], names: ReadonlyMap<number, string>): string {
  if (list.length === 0) return "no table changes";
  const manyTables = names.size > 1;
  return list
    .map(({ files, fd, from, to }) => {
      const where = manyTables ? ` in ${names.get(files) ?? "a table"}` : "";
      return from === to ? `fd ${fd} changes its file${where}` : `fd ${fd} becomes ${to}${where}`;
    })
    .join(", ");
}

/** What happens to open files between two moments, each a clause: `file@104 is freed, and fd 3 still leads to it`. */
export function fileChangesText(before: Moment, after: Moment): string[] {
  return after.openFiles.flatMap((file) => {
    const { address, count, freed } = file;
    const old = before.openFiles.find((one) => one.address === address);
    const wasLive = old !== undefined && old.freed !== true;
    if (freed === true) {
      if (!wasLive) return [];
      const slots = slotsTo(after.tables, address).map(({ fd }) => `fd ${fd}`);
      const dangling = slots.length === 0 ? "" : `, and ${slots.join(", ")} still leads to it`;
      return [`${fileText(file)} is freed${dangling}`];
    }
    if (!wasLive) return [`${fileText(file)} is made with count ${count}`];
    return old.count === count ? [] : [`the count of ${fileText(file)} goes from ${old.count} to ${count}`];
  });
}

/** A file by what texts call it. */
export function fileText({ kind, address }: Pick<TraceFile, "kind" | "address">): string {
  return `${kind}@${address}`;
}

/** The slots that lead to a file; while a slot is uncommitted its lowest bit is a tag. */
export function slotsTo(tables: readonly TraceTable[], address: number): TraceSlot[] {
  return tables.flatMap(({ slots }) => slots.filter(({ value }) => (value & ~1) === address));
}

/** What came of a run, in a few words. */
export function outcome({ violation }: Trace): string {
  if (violation === undefined) return "holds";
  return {
    guard: "caught by a guard",
    kernel: "kernel invariant broken",
    changed: "a failed call left a trace",
    check: "the end is wrong",
    exception: "the program threw",
    deadlock: "deadlock",
  }[violation.kind];
}
