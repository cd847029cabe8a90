/** The frame in which kernel code runs: it ends with a number, and with nothing left in flight. */
import { errnoNumbers, fput, syscallEnter, syscallReturn, type Kernel } from "../kernel/index.js";
import { disown, ownedBy, OwnerState, toInt } from "../kernel/internal.js";
import type { Move } from "../ownership/index.js";
import { call } from "./call.js";
import { Errno } from "./errno.js";
import { GuardError } from "./guard.js";
import { FileDescriptorReservation } from "./reservation.js";
import type { TaskRef } from "./task.js";
import { enterSyscall, leaveSyscall } from "./syscall-frame.js";

/**
 * Runs kernel code as one syscall of a task: a thrown {@link Errno} becomes the negative result, and at the end no
 * reservation and no file reference may be left. What is left is given back and reported.
 *
 * Mirrors a `SYSCALL_DEFINE` body; the check is the rule that every reservation ends before the return from the
 * syscall, which Linux leaves to memory.
 *
 * @param current - The calling task.
 * @param body - The syscall, run once; what it returns is the result, 0 when it returns nothing.
 * @param exitStop - What a tracer (ptrace) makes of the result at the exit of the syscall. No commit goes by it: one in the
 * syscall glue is made before the way to user space begins, and task work runs before a task stops (`ptrace_notify`,
 * kernel/signal.c, Linux 6.12).
 * @returns The result, or a negative error number.
 * @throws {@link GuardError} `leaked-reservation` or `leaked-file`, with the place where it was made.
 *
 * @public
 */
export function syscall<T extends TaskRef>(
  current: T,
  body: Move<(current: T) => number | void>,
  exitStop?: (result: number) => number,
): number {
  const { kernel, address } = current;
  // What was owned before is not this frame's: a message that set-up code queued, or an outer frame's token.
  const before = kernel.inFlight.noted;
  const frame = enterSyscall(kernel, address);
  const run = (): number | undefined => {
    const outer = syscallEnter(kernel, address);
    let result: number;
    try {
      result = body(current) ?? 0;
    } catch (error) {
      if (error instanceof TaskDied && error.task === address) return undefined;
      if (!(error instanceof Errno)) throw error;
      result = error.errno;
    }
    frame.endBody();
    const leak = kernel.guards ? takeBackLeaks(kernel, address, before) : undefined;
    // Where installed files wait for a commit, this is what publishes or undoes them.
    const commit = (entered: number): void => {
      const returned = leak === undefined ? result : -1;
      const outcome = kernel.scheme.isFailure(returned) ? "failure" : "success";
      call(kernel, address, "commit", [outcome], () => syscallReturn(kernel, address, returned, entered));
    };
    const { commits, commitsByTaskWork } = kernel.scheme;
    const byTaskWork = commits && commitsByTaskWork;
    if (commits && !byTaskWork) commit(outer);
    frame.runBeforeCommit();
    if (byTaskWork) commit(outer);
    while (frame.hasWork) {
      // What a callback prepares after the commit queues it anew. It is a scope: a syscall around this one goes on.
      const entered = byTaskWork ? syscallEnter(kernel, address) : 0;
      frame.runAfterCommit();
      frame.runBeforeCommit();
      if (byTaskWork) commit(entered);
    }
    if (exitStop !== undefined) {
      const stopped = result;
      result = call(kernel, address, "exitStop", [result], () =>
        toInt("syscall", "exitStop", exitStop(stopped)),
      );
    }
    if (leak !== undefined) throw leak;
    return result;
  };
  try {
    return watchedSyscall(kernel, () => asCurrent(current, run)) ?? -errnoNumbers.EINTR;
  } finally {
    leaveSyscall(kernel, address);
  }
}

/** Runs a syscall, telling the probe, if any, of its begin and its end; it returns nothing when the task dies. */
export function watchedSyscall<R extends number | undefined>(kernel: Kernel, body: Move<() => R>): R {
  const calls = kernel.memory.probe?.calls;
  if (calls === undefined) return body();
  calls.enterSyscall?.();
  let result: number | undefined;
  try {
    const returned = body();
    result = returned;
    return returned;
  } catch (error) {
    if (error instanceof Errno) result = error.errno;
    throw error;
  } finally {
    calls.leaveSyscall?.(result);
  }
}

/**
 * What the kernel throws out of a task that dies in the middle of a syscall. Only the frame of that syscall, or the
 * scheduler, ends it.
 *
 * @public
 */
export class TaskDied extends Error {
  /** Always `"TaskDied"`. */
  override readonly name = "TaskDied";

  /** @param task - The address of the task. */
  constructor(
    /** The address of the task. */
    readonly task: number,
  ) {
    super(`the task at ${task} died in the middle of a syscall`);
  }
}

/** Runs code as the current task, and puts back who was current. */
export function asCurrent<R>(task: TaskRef, body: Move<() => R>): R {
  const { kernel } = task;
  const previous = kernel.current;
  kernel.current = task.address;
  try {
    return body();
  } finally {
    kernel.current = previous;
  }
}

/** Gives back what the frame left in flight, newest first; the report is of the first one found. */
function takeBackLeaks(kernel: Kernel, task: number, before: number): GuardError | undefined {
  let report: GuardError | undefined;
  for (const owned of ownedBy(kernel, task)) {
    const { serial, state, value } = owned;
    if (serial <= before) continue;
    if (state === OwnerState.file) {
      disown(kernel, serial);
      fput(kernel, value);
      report ??= new GuardError(
        "leaked-file",
        "A file reference outlived its syscall: it was neither committed nor bound with using; it was dropped by the guard",
        "Bind it: using file = FileRef.anonInodeGetfile(...).",
      );
    } else {
      const leak = FileDescriptorReservation.rollBackLeak(kernel, owned);
      report ??= leak;
    }
  }
  return report;
}
