/** What a reservation scheme decides: every point at which the ways of keeping reservations differ. */
import { toAddress, toInt } from "./argument.js";
import type { KernelBug } from "./bug.js";
import type { Kernel } from "./kernel.js";
import type { CallArgument } from "./memory.js";
import { TaskStruct } from "./layout.js";

/**
 * Where tasks may stand when invariants are checked. The later the phase, the more must hold.
 *
 * - `in-call`: anywhere, inside kernel functions too, so that what a function is about to make equal may differ;
 * - `between-calls`: in the middle of syscalls, but in no kernel function;
 * - `at-rest`: no syscall runs: no lock is held, no descriptor is reserved, and each count is exact.
 *
 * @public
 */
export type Phase = "in-call" | "between-calls" | "at-rest";

/**
 * A way of keeping reservations: who knows what is reserved, when an installed file is published, and what becomes of
 * reservations when the task unshares, execs or dies. `new Kernel({ scheme })` takes one.
 *
 * What schemes share is the table. A reserved descriptor has its bit set in `open_fds` and a slot that no reader sees: 0,
 * or an odd value, which readers take for 0. So lookup, close, dup2, close_range and the copies of a table are the same in
 * every scheme. `allocFd`, `fillSlot` and `freeFd` are the steps from which a scheme builds its own.
 *
 * A scheme is code and parameters; it holds no state, because many kernels use one scheme and a checker restores a kernel
 * by restoring its memory. What a scheme must remember of a task lies in the task: see {@link ReservationScheme.taskWords}.
 *
 * @public
 */
export interface ReservationScheme {
  /** What it is called in traces, reports and messages: `"table"`. */
  readonly name: string;
  /**
   * The names of the words that it keeps in each task, in order: `["reservation_count"]`. `schemeWord` finds them; a
   * new task has zeros there. At most 12.
   */
  readonly taskWords: readonly string[];
  /**
   * Whether reserving, installing and closing are mainline's, step by step, so that the fast path may do them on the words
   * themselves while nobody watches. Then {@link ReservationScheme.reserve} and {@link ReservationScheme.install} are not
   * always asked.
   */
  readonly usesFastPath: boolean;
  /** Whether a file that was installed is published later, by a commit: a separate step in traces. */
  readonly commits: boolean;
  /** Whether the commit of a syscall is task work: then work that was queued later runs before it. */
  readonly commitsByTaskWork: boolean;
  /** Whether the task's reservations move to its private copy when it unshares its table. */
  readonly transfers: boolean;

  /**
   * Reserves the lowest free descriptor in a range.
   *
   * @param kernel - The kernel.
   * @param task - The task that reserves.
   * @param files - Its table.
   * @param start - The lowest number to give.
   * @param end - The number not to reach: RLIMIT_NOFILE.
   * @param flags - O_CLOEXEC or 0.
   * @returns The descriptor, or -EMFILE or -ENOMEM; then nothing is reserved.
   */
  reserve(kernel: Kernel, task: number, files: number, start: number, end: number, flags: number): number;

  /**
   * Puts a file into a reserved descriptor.
   *
   * @param kernel - The kernel.
   * @param task - The task that installs.
   * @param files - Its table.
   * @param fd - The descriptor.
   * @param file - The file's address; its reference is consumed.
   * @throws {@link KernelBug} `BUG` when the slot holds a file, or, where the scheme knows, another task reserved it.
   */
  install(kernel: Kernel, task: number, files: number, fd: number, file: number): void;

  /**
   * Gives one reservation back, in which nothing was installed.
   *
   * @param kernel - The kernel.
   * @param task - The task that gives it back.
   * @param files - Its table.
   * @param fd - The descriptor.
   * @throws {@link KernelBug} `BUG` when, where the scheme knows, the task did not reserve it.
   */
  put(kernel: Kernel, task: number, files: number, fd: number): void;

  /**
   * Reserves a descriptor for a file that is to be published with the rest of the syscall, where the scheme has a commit.
   *
   * @param kernel - The kernel.
   * @param task - The task that reserves.
   * @param files - Its table.
   * @param start - The lowest number to give.
   * @param end - The number not to reach: RLIMIT_NOFILE.
   * @param flags - O_CLOEXEC or 0.
   * @returns The slot, by which {@link ReservationScheme.stage} and the others find it; or -EMFILE or -ENOMEM.
   */
  prepare(kernel: Kernel, task: number, files: number, start: number, end: number, flags: number): number;

  /**
   * Gives a slot its file: published by the commit, or at once where there is none.
   *
   * @param kernel - The kernel.
   * @param task - The task that prepared the slot.
   * @param slot - What {@link ReservationScheme.prepare} returned.
   * @param file - The file's address; its reference is consumed.
   * @throws {@link KernelBug} `BUG` when the slot has a file, where the scheme looks.
   */
  stage(kernel: Kernel, task: number, slot: number, file: number): void;

  /**
   * Nothing will be staged in a slot: it is given back now, unless the commit does so.
   *
   * @param kernel - The kernel.
   * @param task - The task that prepared the slot.
   * @param slot - What {@link ReservationScheme.prepare} returned.
   */
  abandon(kernel: Kernel, task: number, slot: number): void;

  /**
   * The descriptor of a slot.
   *
   * @param kernel - The kernel.
   * @param task - The task that prepared the slot.
   * @param slot - What {@link ReservationScheme.prepare} returned.
   */
  slotFd(kernel: Kernel, task: number, slot: number): number;

  /**
   * The file that waits in a slot for the commit; 0 when there is none.
   *
   * @param kernel - The kernel.
   * @param task - The task that prepared the slot.
   * @param slot - What {@link ReservationScheme.prepare} returned.
   */
  slotFile(kernel: Kernel, task: number, slot: number): number;

  /**
   * What a slot is called in texts.
   *
   * @param slot - What {@link ReservationScheme.prepare} returned.
   */
  slotName(slot: number): CallArgument;

  /**
   * Takes one reservation back alone, installed or not, before the commit that would end it.
   *
   * @param kernel - The kernel.
   * @param task - The task that reserved it.
   * @param fd - The descriptor.
   * @throws {@link KernelBug} `BUG` when the scheme cannot take it back.
   */
  discard(kernel: Kernel, task: number, fd: number): void;

  /**
   * Whether a syscall with this result has failed: its commit undoes what it reserved, and it must have changed nothing.
   * In Linux -4095 to -1 are errors.
   *
   * @param result - What the syscall returns.
   */
  isFailure(result: number): boolean;

  /**
   * A syscall begins.
   *
   * @param kernel - The kernel.
   * @param task - The calling task.
   * @returns What {@link ReservationScheme.returnFromSyscall} takes back.
   */
  enterSyscall(kernel: Kernel, task: number): number;

  /**
   * A syscall returns to user space.
   *
   * @param kernel - The kernel.
   * @param task - The calling task.
   * @param result - What the syscall returns.
   * @param entered - What {@link ReservationScheme.enterSyscall} returned.
   */
  returnFromSyscall(kernel: Kernel, task: number, result: number, entered: number): void;

  /**
   * Whether the commit of the syscall that runs is queued as task work.
   *
   * @param kernel - The kernel.
   * @param task - The task that runs.
   */
  isCommitQueued(kernel: Kernel, task: number): boolean;

  /**
   * Runs a call that is a whole syscall even inside another one, as dup is: what it installs is open when it returns.
   *
   * @param kernel - The kernel.
   * @param task - The calling task.
   * @param body - The call; negative is a failure.
   * @returns What the call returned.
   */
  wholeCall(kernel: Kernel, task: number, body: () => number): number;

  /**
   * Opens a scope: {@link ReservationScheme.commit} is of what is reserved from here on.
   *
   * @param kernel - The kernel.
   * @param task - The task that runs.
   * @returns What {@link ReservationScheme.endScope} takes back.
   */
  beginScope(kernel: Kernel, task: number): number;

  /**
   * Closes a scope, after its commit.
   *
   * @param kernel - The kernel.
   * @param task - The task that runs.
   * @param outer - What {@link ReservationScheme.beginScope} returned.
   */
  endScope(kernel: Kernel, task: number, outer: number): void;

  /**
   * Ends every reservation of the current scope: publishes what was installed, or undoes it.
   *
   * @param kernel - The kernel.
   * @param task - The task that runs.
   * @param ok - Whether the scope succeeded.
   */
  commit(kernel: Kernel, task: number, ok: boolean): void;

  /**
   * Whether the task may not unshare its table or execute a program now, because of what it has reserved. The call then
   * fails with EINVAL.
   *
   * @param kernel - The kernel.
   * @param task - The calling task.
   */
  refusesUnshare(kernel: Kernel, task: number): boolean;

  /**
   * The task is about to leave a shared table for its private copy, in which nothing is reserved. Called where
   * {@link ReservationScheme.transfers} says so.
   *
   * @param kernel - The kernel.
   * @param task - The calling task.
   * @param oldFiles - The table that it leaves.
   * @param newFiles - The copy, which nobody else can see yet.
   */
  transfer(kernel: Kernel, task: number, oldFiles: number, newFiles: number): void;

  /**
   * The task executes a new program: its table is private, and close-on-exec descriptors are about to be closed.
   *
   * @param kernel - The kernel.
   * @param task - The calling task.
   */
  exec(kernel: Kernel, task: number): void;

  /**
   * The task is about to give up its table, or dies. What the scheme keeps outside of the task's own words ends here.
   *
   * @param kernel - The kernel.
   * @param task - The exiting task; it may have no table.
   */
  exit(kernel: Kernel, task: number): void;

  /**
   * Not all files of an SCM_RIGHTS message could be received: what becomes of those that were.
   *
   * @param kernel - The kernel.
   * @param task - The receiving task.
   * @param received - The descriptors that were installed, in order.
   * @returns How many of them stay.
   */
  truncated(kernel: Kernel, task: number, received: readonly number[]): number;

  /**
   * The descriptors that the scheme knows a task to have reserved and not finished with, oldest first; none where it does
   * not know.
   *
   * @param kernel - The kernel.
   * @param task - The task.
   * @param read - How to read a word: as kernel code, or without the probe.
   */
  reservationsOf(kernel: Kernel, task: number, read: (address: number) => number): number[];

  /**
   * What is broken of the invariants that the scheme adds to those of every table. It reads the words themselves.
   *
   * @param kernel - The kernel.
   * @param phase - Where tasks may stand.
   * @returns One report for each, in the order of addresses; empty when all holds.
   */
  checkInvariants(kernel: Kernel, phase: Phase): readonly KernelBug[];
}

/**
 * The address of a word that the kernel's scheme keeps in a task.
 *
 * @param task - The task.
 * @param index - The index of the word's name in {@link ReservationScheme.taskWords}.
 *
 * @public
 */
export function schemeWord(task: number, index: number): number {
  task = toInt("schemeWord", "task", task);
  index = toInt("schemeWord", "index", index);
  return task + TaskStruct.scheme + index;
}

/**
 * The table of a task, a files_struct, read as kernel code reads; 0 when it has none.
 *
 * @param kernel - The kernel.
 * @param task - The task.
 *
 * @public
 */
export function filesOf(kernel: Kernel, task: number): number {
  task = toAddress(kernel, "filesOf", "task", task);
  return kernel.memory.load(task + TaskStruct.files);
}

/** How many words a scheme may keep in a task: all tasks have one size, so that runs of two schemes have equal addresses. */
export const SCHEME_WORDS = TaskStruct.size - TaskStruct.scheme;
