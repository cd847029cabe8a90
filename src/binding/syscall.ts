/** The frame in which kernel code runs: it ends with a number, and with nothing left in flight. */
import { fput, type Kernel } from "../kernel/index.js";
import { OwnerRecord, TaskStruct } from "../kernel/layout.js";
import { disown, ownersOf, OwnerState } from "../kernel/owners.js";
import { Errno } from "./errno.js";
import { GuardError } from "./guard.js";
import { FileDescriptorReservation } from "./reservation.js";
import type { TaskRef } from "./task.js";

/**
 * Runs kernel code as one syscall of a task: a thrown {@link Errno} becomes the negative result, and at the end no
 * reservation and no file reference may be left. What is left is given back and reported.
 *
 * Mirrors a `SYSCALL_DEFINE` body; the check is the rule that every reservation ends before the return from the
 * syscall, which Linux leaves to memory.
 *
 * @param current - The calling task.
 * @param body - The syscall; what it returns is the result, 0 when it returns nothing.
 * @returns The result, or a negative error number.
 * @throws {@link GuardError} `leaked-reservation` or `leaked-file`, with the place where it was made.
 *
 * @public
 */
export function syscall<T extends TaskRef>(current: T, body: (current: T) => number | void): number {
  const { kernel, address } = current;
  const { memory } = kernel;
  // What was owned before is not this frame's: a message that set-up code queued, or an outer frame's token.
  const before = kernel.guards ? memory.load(address + TaskStruct.ownerSerial) : 0;
  return asCurrent(current, () => {
    let result: number;
    try {
      result = body(current) ?? 0;
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      result = error.errno;
    }
    if (kernel.guards) reportLeaks(kernel, address, before);
    return result;
  });
}

/** Runs code as the current task, and puts back who was current. */
export function asCurrent<R>(task: TaskRef, body: () => R): R {
  const { kernel } = task;
  const previous = kernel.current;
  kernel.current = task.address;
  try {
    return body();
  } finally {
    kernel.current = previous;
  }
}

/** Gives back what the frame left in flight, newest first, and throws the report of the first one found. */
function reportLeaks(kernel: Kernel, task: number, before: number): void {
  const { memory } = kernel;
  let report: GuardError | undefined;
  for (const record of ownersOf(kernel, task)) {
    if (memory.load(record + OwnerRecord.serial) <= before) continue;
    if (memory.load(record + OwnerRecord.state) === OwnerState.file) {
      const file = memory.load(record + OwnerRecord.value);
      disown(kernel, record);
      fput(kernel, file);
      report ??= new GuardError(
        "leaked-file",
        "A file reference outlived its syscall: it was neither committed nor bound with using; it was dropped",
        "Bind it: using file = FileRef.anonInodeGetfile(...).",
      );
    } else {
      const leak = FileDescriptorReservation.rollBackLeak(kernel, task, record);
      report ??= leak;
    }
  }
  if (report !== undefined) throw report;
}
