/** What the binding's tests begin with: a task, what its table shows, and the calls that go through the binding. */
import { expect } from "vitest";
import { DirectProbe } from "../../src/explore/index.js";
import { FileRef, GuardError, Kernel, Task, type GuardRule } from "../../src/index.js";
import {
  checkInvariants,
  formatName,
  Op,
  type CallObserver,
  type KernelOptions,
} from "../../src/kernel/index.js";

/** The first task of a kernel. */
export function boot(options: KernelOptions = {}): Task {
  return Task.init(new Kernel(options));
}

/** A task's table: `0:open 1:reserved`. */
export function states(task: Task): string {
  return (task.table?.slots ?? []).map(({ fd, state }) => `${fd}:${state}`).join(" ");
}

/** A file in flight. */
export function newFile(current: Task): FileRef {
  return FileRef.anonInodeGetfile(current);
}

/** Requires that nothing is in flight and nothing broken. */
export function expectQuiet(task: Task): void {
  expect(checkInvariants(task.kernel, "at-rest").map(({ message }) => message)).toEqual([]);
}

/** The GuardError that a function throws, which must be of a rule; fails the test when it throws none. */
export function guardOf(rule: GuardRule, body: () => unknown): GuardError {
  try {
    body();
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    expect(error.rule).toBe(rule);
    return error;
  }
  return expect.unreachable(`a GuardError ${rule} was expected`);
}

/** Notes each call of the binding as `name(arguments) = result`, and makes chosen steps fail. */
export class Calls extends DirectProbe {
  readonly seen: string[] = [];
  readonly #failing: ReadonlySet<string>;

  /**
   * @param failing - The fallible points that fail, as `ENOMEM alloc_fdtable`; every time.
   */
  constructor(task: Task, ...failing: readonly string[]) {
    super(task.kernel);
    this.#failing = new Set(failing);
    task.kernel.memory.probe = this;
  }

  override perform(op: Op, first: number, second: number, third: number): number {
    if (op !== Op.fails) return super.perform(op, first, second, third);
    const { code, where } = this.memory.faultPoint(first);
    return this.#failing.has(`${code} ${where}`) ? 1 : 0;
  }

  override get calls(): CallObserver {
    return this.#watch;
  }

  readonly #watch: CallObserver = {
    enter() {},
    leave: (_task, name, result, args) => {
      const told = args.map((arg) => (typeof arg === "object" ? formatName(arg) : arg));
      this.seen.push(`${name}(${told.join(", ")})${result === undefined ? "" : ` = ${result}`}`);
    },
    unwinding: false,
    quiet: false,
  };
}
