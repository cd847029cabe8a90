/** Interleaved rounds over all tables of one size, and what the medians say. */
import type { Cell } from "./cell.js";
import { patterns, type DescriptorTable, type Pattern, type Run } from "./patterns.js";
import { contenders } from "./tables.js";
import type { Yardstick } from "./yardstick.js";

/** The name under which the C table appears. */
export const yardstickName = "C -O2, two-level bitmap";

/** An operation that takes longer is not worth waiting for. */
const REASONABLE_NS = 20e6;

/** How hard to measure. */
export interface Effort {
  readonly rounds: number;
  /** How long one batch of operations should take, in nanoseconds. */
  readonly batchNs: number;
  /** How long the loops run before anything counts, in nanoseconds. */
  readonly warmUpNs: number;
}

/** One table of one size, with its own copies of the loops. */
interface Started {
  readonly name: string;
  run(pattern: Pattern, operations: number, seed: number): void;
  free(): void;
}

async function start(size: number, yardstick: Yardstick | undefined): Promise<Started[]> {
  const started: Started[] = [];
  for (const { name, fill } of contenders) {
    const { table, live } = await fill(size);
    const runs = new Map<Pattern, Run>();
    for (const pattern of patterns) {
      const copy = encodeURIComponent(`${name} ${size} ${pattern}`);
      const { run } = (await import(`./patterns.js?${copy}`)) as { run: Run };
      runs.set(pattern, run);
    }
    started.push({
      name,
      run: (pattern, operations, seed) => runs.get(pattern)?.(table, live, pattern, operations, seed),
      free() {},
    });
  }
  if (yardstick !== undefined) started.push({ name: yardstickName, ...yardstick.fill(size) });
  return started;
}

function time(table: Started, pattern: Pattern, operations: number, seed: number): number {
  const begun = process.hrtime.bigint();
  table.run(pattern, operations, seed);
  return Number(process.hrtime.bigint() - begun) / operations;
}

/**
 * Finds how many operations fill a batch, and warms the loops up.
 *
 * @returns The number, always even; or the nanoseconds of one operation when it is beyond reason.
 */
function calibrate(
  table: Started,
  pattern: Pattern,
  { batchNs, warmUpNs }: Effort,
): { operations: number } | number {
  const probe = Math.min(time(table, pattern, 2, 1), time(table, pattern, 2, 1));
  if (probe > REASONABLE_NS) return probe;
  let operations = 2;
  for (let spent = 0; ;) {
    const ns = time(table, pattern, operations, 1) * operations;
    spent += ns;
    if (ns >= batchNs && spent >= warmUpNs) return { operations };
    const factor = Math.min(8, Math.max(0.5, batchNs / ns)) * 1.1;
    operations = 2 * Math.ceil((operations / 2) * factor);
  }
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/**
 * Measures every table at one size: all patterns, the tables in turn in each round.
 *
 * @param progress - Told what is being done.
 */
export async function measure(
  size: number,
  effort: Effort,
  yardstick: Yardstick | undefined,
  progress: (text: string) => void,
): Promise<Cell[]> {
  progress(`filling the tables up to ${size}`);
  const tables = await start(size, yardstick);
  const cells: Cell[] = [];
  for (const pattern of patterns) {
    progress(`${pattern} at ${size}`);
    const timed: { table: Started; operations: number; ns: number[] }[] = [];
    for (const table of tables) {
      const calibrated = calibrate(table, pattern, effort);
      if (typeof calibrated === "number") {
        const skipped = `one operation takes ${(calibrated / 1e6).toFixed(0)} ms`;
        cells.push({ contender: table.name, pattern, size, skipped });
      } else {
        timed.push({ table, operations: calibrated.operations, ns: [] });
      }
    }
    for (let round = 1; round <= effort.rounds; round++) {
      for (const { table, operations, ns } of timed) ns.push(time(table, pattern, operations, round * 7919));
    }
    for (const { table, ns } of timed) {
      cells.push({
        contender: table.name,
        pattern,
        size,
        median: median(ns),
        min: Math.min(...ns),
        max: Math.max(...ns),
      });
    }
  }
  for (const table of tables) table.free();
  return cells;
}

/**
 * Whether a table gives the lowest free number, as POSIX asks: seen on the table itself.
 *
 * @param table - A table in which at least 12 descriptors are open.
 * @param live - They.
 */
export function givesLowest(table: DescriptorTable, live: Int32Array): boolean {
  const [low, high] = [live[3] as number, live[7] as number];
  // Neither the order of closing nor its reverse may decide.
  for (const order of [
    [low, high],
    [high, low],
  ]) {
    for (const fd of order) table.close(fd);
    if (table.open() !== low || table.open() !== high) return false;
  }
  return low < high;
}
