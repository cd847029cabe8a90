/** The slots design: a descriptor is prepared, its file staged, and the return of the syscall installs or undoes both. */
import type { TaskRef } from "../binding/index.js";
import { call } from "../binding/internal.js";
import {
  commit,
  fdPrepare as kernelFdPrepare,
  fdPrepareFd as kernelFdPrepareFd,
  fdPrepareFile as kernelFdPrepareFile,
  fdStage as kernelFdStage,
  type CallArgument,
} from "../kernel/index.js";
import { describeObject, toInt } from "../kernel/internal.js";
import {
  assertPoints,
  nameOf,
  nameOfNothing,
  pointsToNothing,
  type FilePointer,
  type Pointer,
} from "./pointer.js";

export { isErr, ptrErr } from "./pointer.js";
export { fdAdd } from "./prepare.js";

/** `const struct fd_slot *`: a pair of a descriptor and a file in the task that prepared it. @public */
export type FdSlot = Pointer<"const struct fd_slot">;

/**
 * Reserves the lowest free descriptor. No clean-up may follow: the return of the syscall gives back what has no file, and
 * undoes the rest when it is a failure.
 *
 * Mirrors `fd_prepare` (include/linux/file.h of the series of September 2026,
 * 20260915-work-fd-reserve-unify-folded-v1-0-4d5217d6b246).
 *
 * @param current - The task that runs, on a kernel with the scheme `slots`.
 * @param flags - O_CLOEXEC or 0.
 * @returns The slot, or -EMFILE or -ENOMEM as a pointer.
 * @throws KernelBug `BUG` on a kernel that has no commit.
 *
 * @public
 */
export function fdPrepare(current: TaskRef, flags: number): FdSlot {
  const { kernel, address } = current;
  return call(
    kernel,
    address,
    "fd_prepare",
    [flags],
    () => kernelFdPrepare(kernel, address, flags),
    (_kernel, slot) => slotOf(current, slot as FdSlot),
  ) as FdSlot;
}

/**
 * Puts a file into a slot; its reference is consumed. Nobody sees it before the return of the syscall, so that later steps
 * may fail. Nothing looks at the slot: a file that is there already is lost.
 *
 * Mirrors `fd_stage` (the same series).
 *
 * @param current - The task that prepared the slot.
 * @param slot - The slot, of this syscall.
 * @param file - The file.
 * @returns The number.
 * @throws KernelBug `BUG` for a slot that is an error.
 *
 * @public
 */
export function fdStage(current: TaskRef, slot: FdSlot, file: FilePointer): number {
  const { kernel, address } = current;
  return call(kernel, address, "fd_stage", [slotOf(current, slot), nameOf(current, file)], () => {
    assertPoints(slot, "fd_stage");
    return kernelFdStage(kernel, address, slot, file);
  });
}

/**
 * The reserved number of a slot. Mirrors `fd_prepare_fd` (the same series).
 *
 * @param current - The task that prepared the slot.
 * @param slot - The slot.
 *
 * @public
 */
export function fdPrepareFd(current: TaskRef, slot: FdSlot): number {
  const { kernel, address } = current;
  return call(kernel, address, "fd_prepare_fd", [slotOf(current, slot)], () => {
    assertPoints(slot, "fd_prepare_fd");
    return kernelFdPrepareFd(kernel, address, slot);
  });
}

/**
 * The file of a slot, borrowed; NULL before it is staged. Mirrors `fd_prepare_file` (the same series).
 *
 * @param current - The task that prepared the slot.
 * @param slot - The slot.
 *
 * @public
 */
export function fdPrepareFile(current: TaskRef, slot: FdSlot): FilePointer {
  const { kernel, address } = current;
  return call(
    kernel,
    address,
    "fd_prepare_file",
    [slotOf(current, slot)],
    () => {
      assertPoints(slot, "fd_prepare_file");
      return kernelFdPrepareFile(kernel, address, slot);
    },
    describeObject,
  ) as FilePointer;
}

/**
 * Installs or undoes now what was prepared so far: for kernel threads, which never return from a syscall.
 *
 * Mirrors `__fd_slots_commit` (the same series).
 *
 * @param current - The task that runs.
 * @param result - What the work came to: a failure undoes.
 *
 * @public
 */
export function fdSlotsCommit(current: TaskRef, result: number): void {
  const { kernel, address } = current;
  const ok = !kernel.scheme.isFailure(toInt("fdSlotsCommit", "result", result));
  call(kernel, address, "fd_slots_commit", [result], () => commit(kernel, address, ok));
}

/** What a slot is called in a trace. */
function slotOf({ kernel }: TaskRef, slot: FdSlot): CallArgument {
  toInt("fdSlot", "slot", slot);
  return pointsToNothing(slot) ? nameOfNothing(slot) : kernel.scheme.slotName(slot);
}
