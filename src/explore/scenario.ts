/** A scenario: what a few tasks do on one kernel, and what must hold at the end. */
import type { Task } from "../binding/index.js";
import type { Kernel, KernelOptions } from "../kernel/index.js";
import { isExpectation, type Expectation } from "./violation.js";

/**
 * What one task does: an ordinary synchronous function. A negative number that it returns says that its call
 * failed.
 *
 * @param current - The task.
 * @param shared - What `setup` returned. Do not change it: state that must change lives in the kernel's memory.
 *
 * @public
 */
export type TaskBody<S> = (current: Task, shared: S) => number | void;

/**
 * A task of a scenario, with its relation to the first process.
 *
 * @public
 */
export interface TaskDefinition<S> {
  /**
   * `thread` (the default) shares the first process's table and limits; `process` has a copy of the table, as
   * after fork; `kthread` is a kernel thread with a separate, empty table.
   */
  readonly kind?: "thread" | "process" | "kthread";
  /** What it does. */
  readonly run: TaskBody<S>;
}

/**
 * The world before the tasks run.
 *
 * @public
 */
export interface World {
  /** The kernel. */
  readonly kernel: Kernel;
  /** The first task of the first process; the tasks of the scenario are made from it. */
  readonly init: Task;
}

/**
 * A failure that the run was made to take.
 *
 * @public
 */
export interface Failure {
  /** Which of the run's fault points failed, counted from 1. */
  readonly point: number;
  /** The error that it gave. */
  readonly code: string;
  /** The kernel function that failed. */
  readonly where: string;
}

/**
 * The world after all tasks have returned.
 *
 * @public
 */
export interface End<S> extends World {
  /** The tasks, by name. */
  readonly tasks: Readonly<Record<string, Task>>;
  /** What each task returned; 0 for nothing. */
  readonly results: Readonly<Record<string, number>>;
  /**
   * What the syscalls of each task returned, in order: those of `syscall`, and calls of a task such as `close` outside of
   * one. A syscall that its task died in has returned nothing.
   */
  readonly syscalls: Readonly<Record<string, readonly number[]>>;
  /** What `setup` returned. */
  readonly shared: S;
  /** The failures of this run; empty when none was injected. */
  readonly failures: readonly Failure[];
}

/**
 * What {@link scenario} takes.
 *
 * @public
 */
export interface ScenarioDefinition<S> {
  /** One line that says what happens: it heads the report. */
  readonly name: string;
  /** Parameters of the kernel; Linux's by default. */
  readonly kernel?: KernelOptions;
  /** Prepares the world; nothing fails here. What it returns is handed to the tasks. */
  readonly setup?: (world: World) => S;
  /** The tasks, by name. */
  readonly tasks: Readonly<Record<string, TaskBody<S> | TaskDefinition<S>>>;
  /**
   * What must hold at the end, besides the invariants of the kernel; throws when it does not. What it changes in the
   * kernel is undone.
   */
  readonly check?: (end: End<S>) => void;
  /**
   * What must hold after every access, besides the invariants of the kernel; throws when it does not. What it changes
   * in the kernel is undone.
   */
  readonly invariant?: (world: World & { readonly shared: S }) => void;
  /**
   * For a scenario that shows a mistake: some run must violate this. See {@link Expectation}.
   */
  readonly violates?: Expectation;
}

// A scenario may be made from another one, which also has an order.
const PARTS = ["name", "kernel", "setup", "tasks", "check", "invariant", "violates", "order"];

// By name in the global registry: a scenario may come from another copy of this package.
const brand = Symbol.for("fd-reservation.scenario");

/**
 * A checked definition, ready to run.
 *
 * @public
 */
export interface Scenario<S = unknown> extends ScenarioDefinition<S> {
  /** The tasks in the order of their definition. */
  readonly order: readonly string[];
}

/**
 * The definition of a scenario is wrong; the message says what and how to fix it.
 *
 * @public
 */
export class ScenarioError extends Error {
  /** Always `"ScenarioError"`. */
  override readonly name = "ScenarioError";
}

/**
 * Defines a scenario.
 *
 * @param definition - See {@link ScenarioDefinition}.
 * @throws {@link ScenarioError} when it has no name or no tasks, or a part of it cannot be what it is.
 *
 * @public
 */
export function scenario<S = undefined>(definition: ScenarioDefinition<S>): Scenario {
  const order = Object.keys(definition.tasks ?? {});
  if (typeof definition.name !== "string" || definition.name === "") {
    throw new ScenarioError('A scenario has no name. Give it one line: scenario({ name: "pipe2", ... }).');
  }
  if (order.length === 0) {
    throw new ScenarioError(
      `The scenario "${definition.name}" has no tasks. Give it one: tasks: { caller: (current) => ... }.`,
    );
  }
  const refuse = (what: string): never => {
    throw new ScenarioError(`The scenario "${definition.name}" ${what}`);
  };
  for (const name of Object.keys(definition)) {
    if (!PARTS.includes(name))
      refuse(`has a part "${name}", and there is none of that name: ${PARTS.join(", ")}.`);
  }
  for (const name of order) {
    const task: unknown = definition.tasks[name];
    const {
      kind = "thread",
      run,
      ...others
    } = (typeof task === "function" ? { run: task } : (task ?? {})) as {
      readonly kind?: unknown;
      readonly run?: unknown;
    };
    if (typeof run !== "function") refuse(`has a task "${name}" that is no function, and has none as run.`);
    if (kind !== "thread" && kind !== "process" && kind !== "kthread") {
      refuse(`has a task "${name}" of kind ${String(kind)}; it must be thread, process or kthread.`);
    }
    const [other] = Object.keys(others);
    if (other !== undefined) refuse(`has a task "${name}" with a part "${other}"; there are kind and run.`);
  }
  for (const name of ["setup", "check", "invariant"] as const) {
    const part: unknown = definition[name];
    if (part !== undefined && typeof part !== "function") refuse(`has a ${name} that is no function.`);
  }
  if (definition.violates !== undefined && !isExpectation(definition.violates)) {
    refuse(
      "must violate something that says nothing. Give a kind, a rule, words of the message or a pattern.",
    );
  }
  // What set-up and tasks share concerns them alone: scenarios of all kinds are run alike.
  return Object.assign({ ...definition, order }, { [brand]: true }) as unknown as Scenario;
}

/**
 * Whether a value came from {@link scenario}.
 *
 * @param value - Anything, such as an export of a module.
 *
 * @public
 */
export function isScenario(value: unknown): value is Scenario {
  return typeof value === "object" && value !== null && brand in value;
}
