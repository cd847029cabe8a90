/** The cost ledger: what a call does to memory, counted on the simulated words, design by design. */
import {
  commit,
  Kernel,
  readSet,
  withScheme,
  type AtomicOperation,
  type ErrnoCode,
  type KernelOptions,
} from "../kernel/index.js";
import { kinds, TaskStruct } from "../kernel/internal.js";
import { ExploreError } from "./explore-error.js";
import { DirectProbe } from "./probe.js";
import type { Scenario } from "./scenario.js";
import { runTask } from "./run-task.js";
import { buildWorld } from "./world.js";

/**
 * What one run did to memory. The guards' own bookkeeping is not counted: the kernel has none.
 *
 * @public
 */
export interface Cost {
  /** Plain loads. */
  readonly loads: number;
  /** Plain stores. */
  readonly stores: number;
  /** Atomic read-modify-writes, reference counts included. */
  readonly atomics: number;
  /** Spinlock acquisitions. */
  readonly locks: number;
  /** Allocations. */
  readonly allocations: number;
  /** Distinct bytes touched: 4 for each word. */
  readonly bytes: number;
}

/**
 * A way of keeping and committing reservations, as a column of the ledger.
 *
 * @public
 */
export type CostColumn = "mainline" | "tagged, glue" | "tagged, task-work" | "tagged, explicit";

/**
 * The cost of one scenario in one column.
 *
 * @public
 */
export interface CostEntry {
  /** A {@link CostColumn}; the name of its scheme for a scenario whose kernel has one of its own. */
  readonly column: string;
  /** The run in which nothing fails. */
  readonly success: Cost;
  /** The mean over the runs in which the scenario fails; absent when it has no failure exit. */
  readonly failure?: Cost;
  /** How many runs fail. */
  readonly failureExits: number;
}

type InColumn = (kernel: KernelOptions | undefined) => KernelOptions;

const columns: Readonly<Record<CostColumn, InColumn>> = {
  mainline: (kernel) => withScheme(kernel, "table"),
  "tagged, glue": (kernel) => ({ ...withScheme(kernel, "tagged"), commitVia: "glue" }),
  "tagged, task-work": (kernel) => ({ ...withScheme(kernel, "tagged"), commitVia: "task-work" }),
  "tagged, explicit": (kernel) => ({ ...withScheme(kernel, "tagged"), commitVia: "explicit" }),
};

/**
 * Measures a scenario in every column that it can run in: one that asks for the scheme `tagged` has no mainline, and
 * one that leaves the commit to the return from its syscalls has none where nobody else commits. A scenario whose kernel
 * has a scheme of its own is measured on that alone. What goes wrong has no cost: a column in which a run throws is left
 * out.
 *
 * @param scenario - The scenario.
 * @param onRun - Called before each run with its number, from 1.
 * @returns One entry a column.
 * @throws {@link ExploreError} when the scenario cannot be explored either.
 *
 * @public
 */
export function measureCost<S>(scenario: Scenario<S>, onRun?: (run: number) => void): CostEntry[] {
  let runs = 0;
  const beforeRun = (): void => onRun?.(++runs);
  const scheme = scenario.kernel?.scheme;
  const measureIn = (measured: Scenario<S>, column: string): CostEntry[] => {
    try {
      return [measureColumn(measured, column, beforeRun)];
    } catch (error) {
      if (error instanceof ExploreError) throw error;
      return [];
    }
  };
  if (typeof scheme === "object") return measureIn(scenario, scheme.name);
  return (Object.keys(columns) as CostColumn[])
    .filter((column) => scheme !== "tagged" || column !== "mainline")
    .map((column) => [column, inColumn(scenario, column)] as const)
    .filter(([column, measured]) => column !== "tagged, explicit" || commitsItself(measured, beforeRun))
    .flatMap(([column, measured]) => measureIn(measured, column));
}

/** The scenario on the kernel of a column. Set-up is not measured: where no return commits, what it installed is. */
function inColumn<S>(scenario: Scenario<S>, column: CostColumn): Scenario<S> {
  const measured = { ...scenario, kernel: columns[column](scenario.kernel) };
  const { setup } = scenario;
  if (column !== "tagged, explicit" || setup === undefined) return measured;
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
  const { kernel, tasks, bodies, shared } = buildWorld(scenario);
  try {
    for (const name of scenario.order) {
      const task = tasks[name];
      const body = bodies[name];
      if (task === undefined || body === undefined) continue;
      runTask(name, task, body, shared);
      if (readSet(kernel, task.address).length > 0) return false;
    }
  } catch (error) {
    if (error instanceof ExploreError) throw error;
    return false; // it came upon what it had left itself, or goes wrong in any case
  }
  return true;
}

function measureColumn<S>(scenario: Scenario<S>, column: string, beforeRun: () => void): CostEntry {
  beforeRun();
  const success = measureRun(scenario, 0);
  const failures: Cost[] = [];
  let { points } = success;
  for (let point = 1; point <= points; point++) {
    beforeRun();
    const run = measureRun(scenario, point);
    points = Math.max(points, run.points);
    if (run.failed) failures.push(run.cost);
  }
  const failureExits = failures.length;
  if (failureExits === 0) return { column, success: success.cost, failureExits };
  return { column, success: success.cost, failure: mean(failures), failureExits };
}

class CostProbe extends DirectProbe {
  points = 0;
  readonly cost = { loads: 0, stores: 0, atomics: 0, locks: 0, allocations: 0 };
  readonly #touched = new Set<number>();
  readonly #bookkeeping = new Set<number>();

  constructor(
    kernel: Kernel,
    readonly failingPoint: number,
  ) {
    super(kernel);
    for (const block of kernel.memory.blocks()) this.#exclude(block.address, block.words, block.kind);
  }

  get bytes(): number {
    return this.#touched.size * 4;
  }

  override load(address: number): number {
    if (this.#counts(address)) this.cost.loads++;
    return super.load(address);
  }

  override store(address: number, value: number): void {
    if (this.#counts(address)) this.cost.stores++;
    super.store(address, value);
  }

  override atomic(operation: AtomicOperation, address: number, first: number, second: number): number {
    if (this.#counts(address)) this.cost.atomics++;
    return super.atomic(operation, address, first, second);
  }

  override lock(address: number): void {
    if (this.#counts(address)) this.cost.locks++;
    super.lock(address);
  }

  override allocate(words: number, kind: string): number {
    const address = super.allocate(words, kind);
    if (kind !== kinds.owner) this.cost.allocations++;
    this.#exclude(address, words, kind);
    return address;
  }

  override fails(_code: ErrnoCode, _where: string): boolean {
    return ++this.points === this.failingPoint;
  }

  override get quiet(): boolean {
    return true;
  }

  #counts(address: number): boolean {
    if (this.#bookkeeping.has(address)) return false;
    this.#touched.add(address);
    return true;
  }

  /** Owner records, and the words of task_struct that lead to them, exist for the guards only. */
  #exclude(address: number, words: number, kind: string): void {
    if (kind === kinds.owner) for (let word = 0; word < words; word++) this.#bookkeeping.add(address + word);
    else if (kind === kinds.task) {
      this.#bookkeeping.add(address + TaskStruct.owners).add(address + TaskStruct.ownerSerial);
      this.#bookkeeping.add(address + TaskStruct.flags); // read by disposals: is the task dead?
    }
  }
}

function measureRun<S>(
  scenario: Scenario<S>,
  failingPoint: number,
): { readonly cost: Cost; readonly points: number; readonly failed: boolean } {
  const world = buildWorld(scenario);
  const probe = new CostProbe(world.kernel, failingPoint);
  let failed = false;
  world.kernel.memory.probe = probe;
  for (const name of scenario.order) {
    const task = world.tasks[name];
    const body = world.bodies[name];
    if (task !== undefined && body !== undefined && runTask(name, task, body, world.shared) < 0)
      failed = true;
  }
  world.kernel.memory.probe = null;
  return { cost: { ...probe.cost, bytes: probe.bytes }, points: probe.points, failed };
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
  };
}
