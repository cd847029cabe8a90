/** The cost ledger: what a call does to memory, counted on the simulated words, design by design. */
import { noteOwn } from "../binding/internal.js";
import {
  commit,
  readSet,
  withScheme,
  type Kernel,
  type KernelOptions,
  type SchemeName,
} from "../kernel/index.js";
import { Op, OWN, touchesWord, kinds, TaskStruct } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import { LiveRunner } from "./live.js";
import type { Executed } from "./machine.js";
import type { Scenario } from "./scenario.js";
import { Space } from "./space.js";
import type { Violation } from "./trace.js";

/**
 * What one run did to memory. The guards' own bookkeeping is not counted: the kernel has none.
 *
 * @public
 */
export interface Cost {
  /** Plain loads, without those of {@link Cost.own}. */
  readonly loads: number;
  /** Plain stores, without those of {@link Cost.own}. */
  readonly stores: number;
  /** Atomic read-modify-writes, reference counts included. */
  readonly atomics: number;
  /** Spinlock acquisitions. */
  readonly locks: number;
  /** Allocations. */
  readonly allocations: number;
  /** Distinct bytes touched: 4 for each word. */
  readonly bytes: number;
  /**
   * Loads and stores that the design does not need, which are in no other count: those of checks and features of this
   * model, and those that Linux makes today in any case.
   */
  readonly own: number;
}

/**
 * A way of keeping and committing reservations, as a column of the ledger.
 *
 * @public
 */
export type CostColumn = "mainline" | `${"tagged" | "slots"}, ${"glue" | "task-work" | "explicit"}`;

/**
 * The cost of one scenario in one column.
 *
 * @public
 */
export interface CostEntry {
  /** A {@link CostColumn}; the name of the scheme for a scenario whose kernel has another one. */
  readonly column: string;
  /** The run in which nothing fails. */
  readonly success: Cost;
  /** The mean over the runs in which the scenario fails; absent when it has no failure exit. */
  readonly failure?: Cost;
  /** How many runs fail. */
  readonly failureExits: number;
}

type InColumn = (kernel: KernelOptions | undefined) => KernelOptions;

/** The columns of each scheme, the one in which nobody but the code itself commits last. */
const columns: Readonly<Record<SchemeName, readonly (readonly [CostColumn, InColumn])[]>> = {
  table: [["mainline", (kernel) => withScheme(kernel, "table")]],
  tagged: committed("tagged"),
  slots: committed("slots"),
};

/** The columns of a scheme that commits: one for each place where that is called. */
function committed(scheme: "tagged" | "slots"): (readonly [CostColumn, InColumn])[] {
  return (["glue", "task-work", "explicit"] as const).map((commitVia) => [
    `${scheme}, ${commitVia}`,
    (kernel) => ({ ...withScheme(kernel, scheme), commitVia }),
  ]);
}

/** The schemes that code written for one can run on unchanged: what reserves in the table can also leave it to a commit. */
const runsOn: Readonly<Record<SchemeName, readonly SchemeName[]>> = {
  table: ["table", "tagged"],
  tagged: ["tagged"],
  slots: ["slots"],
};

/**
 * Why a scenario has no cost in a column.
 *
 * @public
 */
export interface CostGap {
  /** As in {@link CostEntry.column}. */
  readonly column: string;
  /** What its first run violates, or why that does not end. */
  readonly why: string;
}

/**
 * Measures a scenario in every column that it can run in: one for reservations in the table runs on the scheme `tagged`
 * too, any other on its own scheme alone, and one that leaves the commit to the return from its syscalls has no column
 * where nobody else commits. Its tasks run one after the other, the first one first. A column in which a run violates
 * something, or waits for a task that comes later, is left out.
 *
 * @param scenario - The scenario.
 * @param onRun - Called before each run with its number, from 1.
 * @param onGap - Called for each column that is left out.
 * @returns One entry a column.
 * @throws {@link ExploreError} when the scenario cannot be explored either.
 *
 * @public
 */
export function measureCost<S>(
  scenario: Scenario<S>,
  onRun?: (run: number) => void,
  onGap?: (gap: CostGap) => void,
): CostEntry[] {
  let runs = 0;
  const beforeRun = (): void => onRun?.(++runs);
  const scheme = scenario.kernel?.scheme;
  const measureIn = (measured: Scenario<S>, column: string): CostEntry[] => {
    try {
      if (isExplicit(measured) && !commitsItself(measured, beforeRun)) return [];
      return [measureColumn(measured, column, beforeRun)];
    } catch (error) {
      if (!(error instanceof ViolatingRun) && !isPolling(error, scenario)) throw error;
      onGap?.({ column, why: error.message });
      return [];
    }
  };
  if (typeof scheme === "object") return measureIn(scenario, scheme.name);
  return runsOn[scheme ?? "table"].flatMap((name) =>
    columns[name]
      .map(([column, kernelOf]) => [column, inColumn(scenario, kernelOf(scenario.kernel))] as const)
      .flatMap(([column, measured]) => measureIn(measured, column)),
  );
}

/** Whether nothing commits on return from a syscall. */
function isExplicit<S>({ kernel }: Scenario<S>): boolean {
  return kernel?.commitVia === "explicit";
}

/** The scenario on the kernel of a column. Set-up is not measured: where no return commits, what it installed is. */
function inColumn<S>(scenario: Scenario<S>, kernel: KernelOptions): Scenario<S> {
  const measured = { ...scenario, kernel };
  const { setup } = scenario;
  if (!isExplicit(measured) || setup === undefined) return measured;
  return {
    ...measured,
    setup(world) {
      const shared = setup(world);
      commit(world.kernel, world.init.address, true);
      return shared;
    },
  };
}

/** Whether a scenario leaves nothing uncommitted where no return from a syscall commits. */
function commitsItself<S>(scenario: Scenario<S>, beforeRun: () => void): boolean {
  beforeRun();
  const runner = new LiveRunner(new Space(scenario), { failures: 1, reuse: false });
  const { world } = runner.space;
  // A task that begins to wait, or violates something, has met what it left behind, or does so in any case.
  if (runner.run({ unchecked: true }).violation !== undefined) return false;
  return scenario.order.every((name) => readSet(world.kernel, world.tasks[name]?.address ?? 0).length === 0);
}

function measureColumn<S>(scenario: Scenario<S>, column: string, beforeRun: () => void): CostEntry {
  const runner = new LiveRunner(new Space(scenario), { failures: 1, reuse: false });
  beforeRun();
  const success = measureRun(runner, 0);
  const failures: Cost[] = [];
  let { points } = success;
  for (let point = 1; point <= points; point++) {
    beforeRun();
    const run = measureRun(runner, point);
    points = Math.max(points, run.points);
    if (run.failed) failures.push(run.cost);
  }
  const failureExits = failures.length;
  if (failureExits === 0) return { column, success: success.cost, failureExits };
  return { column, success: success.cost, failure: mean(failures), failureExits };
}

/** A run that violates something has no cost. */
class ViolatingRun extends Error {
  constructor({ kind, message }: Violation, isAlone: boolean) {
    super(kind === "deadlock" && !isAlone ? `run one after the other, ${message}` : message);
  }
}

/** Whether a task waits without end for one that comes later, as interleaved it might not. */
function isPolling<S>(error: unknown, { order }: Scenario<S>): error is ExploreError {
  return error instanceof ExploreError && error.kind === "endless" && order.length > 1;
}

function measureRun<S>(
  runner: LiveRunner<S>,
  failingPoint: number,
): { readonly cost: Cost; readonly points: number; readonly failed: boolean } {
  const log: Executed[] = [];
  let points = 0;
  const run = runner.run({
    decide: ({ isFault }) => (isFault && ++points === failingPoint ? 1 : 0),
    log,
    unchecked: true,
  });
  if (run.violation !== undefined) throw new ViolatingRun(run.violation, runner.space.isAlone);
  const failed = runner.tasks.some(({ first }) => (first[0] as number) < 0);
  return { cost: costOf(log, runner.space.world.kernel), points, failed };
}

/** Adds up what a run's accesses did. */
function costOf(log: readonly Executed[], kernel: Kernel): Cost {
  const cost = { loads: 0, stores: 0, atomics: 0, locks: 0, allocations: 0, own: 0 };
  const bookkeeping = bookkeepingWords(kernel);
  const touched = new Set<number>();
  for (const { op, operand, second, third } of log) {
    if (op === Op.allocate) cost.allocations++;
    if (!touchesWord(op) || op === Op.waitEvent || op === Op.unlock || bookkeeping.has(operand)) continue;
    if ((op === Op.load && second === OWN) || (op === Op.store && third === OWN)) {
      cost.own++;
      continue;
    }
    touched.add(operand);
    if (op === Op.load) cost.loads++;
    else if (op === Op.store) cost.stores++;
    else if (op === Op.lock) cost.locks++;
    else cost.atomics++;
  }
  return { ...cost, bytes: touched.size * 4 };
}

/** Where disposals read whether their task is dead: no kernel does. */
function bookkeepingWords({ memory }: Kernel): Set<number> {
  return new Set(memory.liveOf(kinds.task).map((task) => task + TaskStruct.flags));
}

function mean(costs: readonly Cost[]): Cost {
  const average = (field: keyof Cost): number => {
    const sum = costs.reduce((total, cost) => total + cost[field], 0);
    return Math.round((sum / costs.length) * 10) / 10;
  };
  return {
    loads: average("loads"),
    stores: average("stores"),
    atomics: average("atomics"),
    locks: average("locks"),
    allocations: average("allocations"),
    bytes: average("bytes"),
    own: average("own"),
  };
}

noteOwn(measureCost);
