/** What the kernel's tests begin with: a kernel with a task, open files in it, probes, and a table in words. */
import { expect } from "vitest";
import { DirectProbe } from "../../src/explore/index.js";
import {
  allocFile,
  checkInvariants,
  clone,
  fdInstall,
  getUnusedFdFlags,
  initTask,
  Kernel,
  KernelBug,
  Op,
  syscallEnter,
  syscallReturn,
  viewTable,
  type KernelBugKind,
  type KernelOptions,
  type Phase,
  type TableView,
} from "../../src/kernel/index.js";
import { FileStruct, TaskStruct } from "../../src/kernel/layout.js";

/** A kernel with one task, whose files say when they are released. */
export class World {
  readonly kernel: Kernel;
  readonly task: number;
  /** The files that were released, in order. */
  readonly released: number[] = [];
  /** Runs in the release of each file, as a file's own release function may call into the kernel. */
  onRelease: ((file: number) => void) | undefined;
  readonly #operations: number;

  constructor(options: KernelOptions = {}) {
    this.kernel = new Kernel(options);
    this.#operations = this.kernel.registerOperations({
      name: "test",
      release: (file) => {
        this.released.push(file);
        this.onRelease?.(file);
      },
    });
    this.task = initTask(this.kernel);
  }

  /** A file in flight. */
  file(): number {
    return allocFile(this.kernel, this.#operations);
  }

  /** Reserves, which must succeed. */
  reserve(task = this.task, flags = 0): number {
    const fd = getUnusedFdFlags(this.kernel, task, flags);
    expect(fd, "a descriptor is reserved").toBeGreaterThanOrEqual(0);
    return fd;
  }

  /** Opens a file on the lowest free descriptor. */
  open(task = this.task, flags = 0): number {
    const fd = this.reserve(task, flags);
    fdInstall(this.kernel, task, fd, this.file());
    return fd;
  }

  /** Opens `count` files. */
  openMany(count: number, task = this.task): void {
    for (let index = 0; index < count; index++) this.open(task);
  }

  /** Runs a body as one syscall; what it returns is the result. */
  syscall(body: () => number, task = this.task): number {
    const entered = syscallEnter(this.kernel, task);
    const result = body();
    syscallReturn(this.kernel, task, result, entered);
    return result;
  }

  /** Another thread of the first task's process. */
  sibling(): number {
    return clone(this.kernel, this.task, { files: true, thread: true });
  }

  /** The files_struct of a task. */
  filesOf(task = this.task): number {
    return this.kernel.memory.words[task + TaskStruct.files] as number;
  }

  /** A task's table. */
  table(task = this.task): TableView {
    return viewTable(this.kernel, this.filesOf(task));
  }

  /** A task's table in words: `0 open, 1 open cloexec, 2 reserved`. */
  slots(task = this.task): string {
    return this.table(task)
      .slots.map(({ fd, state, cloexec }) => `${fd} ${state}${cloexec ? " cloexec" : ""}`)
      .join(", ");
  }

  /** The file that an open descriptor names. */
  fileAt(fd: number, task = this.task): number {
    return this.table(task).slots.find((slot) => slot.fd === fd)?.value ?? 0;
  }

  /** The reference count of a file. */
  countOf(file: number): number {
    return this.kernel.memory.words[file + FileStruct.count] as number;
  }

  /** How many blocks are live, by kind, without the kinds named. */
  blocks(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { kind } of this.kernel.memory.blocks()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  /** Requires that every invariant holds; with no syscall running unless told otherwise. */
  expectSound(phase: Phase = "at-rest"): void {
    expect(checkInvariants(this.kernel, phase).map(({ message }) => message)).toEqual([]);
  }
}

/** The KernelBug that a function throws; fails the test when it throws none. */
export function bugOf(body: () => unknown): KernelBug {
  try {
    body();
  } catch (error) {
    if (error instanceof KernelBug) return error;
    throw error;
  }
  return expect.unreachable("a KernelBug was expected");
}

/** Requires that a function throws a KernelBug of a kind, from a place, with a message that matches. */
export function expectBug(body: () => unknown, kind: KernelBugKind, where: string, message: RegExp): void {
  const bug = bugOf(body);
  expect({ kind: bug.kind, where: bug.where }).toEqual({ kind, where });
  expect(bug.message).toMatch(message);
}

/** Makes one fallible point fail, or none: the `failing`-th that is reached, from 1. Notes all. */
export class FailingProbe extends DirectProbe {
  readonly reached: string[] = [];
  constructor(
    kernel: Kernel,
    readonly failing = 0,
  ) {
    super(kernel);
    kernel.memory.probe = this;
  }

  override perform(op: Op, first: number, second: number, third: number): number {
    if (op !== Op.fails) return super.perform(op, first, second, third);
    const { code, where } = this.memory.faultPoint(first);
    return this.reached.push(`${code} ${where}`) === this.failing ? 1 : 0;
  }
}

type Hook = (first: number, second: number, third: number) => void;

const names = Object.keys(Op) as (keyof typeof Op)[];

/**
 * Lets another task run at a chosen point: before the call of one kind of access, once unless `repeat`. While the
 * hook runs, nothing is hooked.
 */
export class HookProbe extends DirectProbe {
  /** Every access in order, as `name(first argument)`. */
  readonly log: string[] = [];
  readonly #hooks = new Map<string, Hook>();
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    super(kernel);
    this.#kernel = kernel;
    kernel.memory.probe = this;
  }

  /** Runs `hook` before the next access of this name. */
  before(name: keyof typeof Op, hook: Hook): void {
    this.#hooks.set(name, hook);
  }

  override perform(op: Op, first: number, second: number, third: number): number {
    const name = names[op] as keyof typeof Op;
    if (op !== Op.load && op !== Op.store) this.log.push(`${name}(${this.#told(op, first)})`);
    const hook = this.#hooks.get(name);
    if (hook !== undefined) {
      this.#hooks.delete(name);
      this.#kernel.memory.probe = null;
      try {
        hook(first, second, third);
      } finally {
        this.#kernel.memory.probe = this;
      }
    }
    return super.perform(op, first, second, third);
  }

  #told(op: Op, first: number): string {
    if (op === Op.rcuReadLock || op === Op.rcuReadUnlock || op === Op.synchronizeRcu) return "";
    if (op !== Op.fails) return String(first);
    const { code, where } = this.memory.faultPoint(first);
    return `${code} ${where}`;
  }
}
