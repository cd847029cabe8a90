/** The bounds at which reservations end: entry and return of a syscall, scopes and their commit. The kernel's scheme answers. */
import { toAddress, toInt } from "./argument.js";
import type { Kernel } from "./kernel.js";

/**
 * A syscall begins: where a commit ends reservations, its own are a scope.
 *
 * @param kernel - The kernel; with reservations in the table nothing happens.
 * @param task - The calling task.
 * @returns What {@link syscallReturn} takes back.
 *
 * @public
 */
export function syscallEnter(kernel: Kernel, task: number): number {
  task = toAddress(kernel, "syscallEnter", "task", task);
  return kernel.scheme.enterSyscall(kernel, task);
}

/**
 * A syscall returns to user space: its reservations are committed, where the scheme has a commit. The scheme says which
 * results are failures.
 *
 * @param kernel - The kernel; with reservations in the table nothing happens.
 * @param task - The calling task.
 * @param result - What the syscall returns.
 * @param entered - What {@link syscallEnter} returned.
 *
 * @public
 */
export function syscallReturn(kernel: Kernel, task: number, result: number, entered: number): void {
  task = toAddress(kernel, "syscallReturn", "task", task);
  result = toInt("syscallReturn", "result", result);
  entered = toInt("syscallReturn", "entered", entered);
  kernel.scheme.returnFromSyscall(kernel, task, result, entered);
}

/**
 * Opens a scope: what is reserved from here on is committed or undone by its own {@link commit}, and nothing
 * outside it is. One flat set would mix a syscall with the work that runs on its way out (task work, completions of
 * io_uring), which reserves on its own account.
 *
 * Not in Al Viro's proposal, which has one set for the task: with {@link PerTaskOptions.scopes} `flat` nothing happens.
 *
 * @param kernel - The kernel; with reservations in the table nothing happens.
 * @param task - The task that runs.
 * @returns What {@link endScope} takes back.
 *
 * @public
 */
export function beginScope(kernel: Kernel, task: number): number {
  task = toAddress(kernel, "beginScope", "task", task);
  return kernel.scheme.beginScope(kernel, task);
}

/**
 * Closes the scope that {@link beginScope} opened, after its commit.
 *
 * @param kernel - The kernel; with reservations in the table nothing happens.
 * @param task - The task that runs.
 * @param outer - What beginScope returned.
 * @throws {@link KernelBug} `BUG` when the scope still has reservations.
 *
 * @public
 */
export function endScope(kernel: Kernel, task: number, outer: number): void {
  task = toAddress(kernel, "endScope", "task", task);
  outer = toInt("endScope", "outer", outer);
  kernel.scheme.endScope(kernel, task, outer);
}

/**
 * Ends every reservation of the current scope at once: on success each uncommitted file becomes open; on failure each is
 * taken out and dropped, and its descriptor is free again, as another thread saw it before.
 *
 * The `commit` of Al Viro's proposal.
 *
 * @param kernel - The kernel; with reservations in the table nothing happens.
 * @param task - The task that runs.
 * @param ok - Whether the syscall succeeded.
 * @throws {@link KernelBug} `BUG` on success with a reservation that was never installed, unless the kernel rolls
 * those back.
 *
 * @public
 */
export function commit(kernel: Kernel, task: number, ok: boolean): void {
  task = toAddress(kernel, "commit", "task", task);
  kernel.scheme.commit(kernel, task, ok);
}

/**
 * Takes one reservation back alone, installed or not, while the rest of the scope goes on: a savepoint. Success and
 * failure of the whole call are too coarse for SCM_RIGHTS, which keeps the prefix that it could deliver.
 *
 * Not in Al Viro's proposal.
 *
 * @param kernel - A kernel whose scheme has a commit.
 * @param task - The task that reserved it.
 * @param fd - The descriptor, in the current scope.
 * @throws {@link KernelBug} `BUG` when the task did not reserve it in this scope.
 *
 * @public
 */
export function discard(kernel: Kernel, task: number, fd: number): void {
  task = toAddress(kernel, "discard", "task", task);
  fd = toInt("discard", "fd", fd);
  kernel.scheme.discard(kernel, task, fd);
}

/** The descriptors that a task has reserved and not committed, read as kernel code reads; none with reservations in the table. */
export function reservationsOf(kernel: Kernel, task: number): number[] {
  return kernel.scheme.reservationsOf(kernel, task, (address) => kernel.memory.load(address));
}

/**
 * The set of a task: the descriptors that it has reserved and not committed, oldest first. For checks and traces: it
 * bypasses probes. Empty where reservations are kept in the table.
 *
 * @param kernel - The kernel.
 * @param task - The task's address.
 *
 * @public
 */
export function readSet(kernel: Kernel, task: number): number[] {
  task = toAddress(kernel, "readSet", "task", task);
  return kernel.scheme.reservationsOf(kernel, task, (address) => kernel.memory.words[address] as number);
}
