/** Preparing a descriptor and staging its file, for the commit on return: the calls of kernels whose scheme has one. */
import { toAddress, toInt } from "./argument.js";
import { KernelBug } from "./bug.js";
import { errnoNumbers } from "./errno.js";
import { rlimitNofile } from "./files.js";
import type { Kernel } from "./kernel.js";
import { filesOf } from "./scheme.js";

const { EMFILE } = errnoNumbers;

/**
 * Reserves the lowest free descriptor for a file that the commit on return will install; whatever becomes of the syscall,
 * the commit ends it.
 *
 * Mirrors `fd_prepare` of the series of September 2026 (20260915-work-fd-reserve-unify-folded-v1-0-4d5217d6b246).
 *
 * @param kernel - A kernel whose scheme has a commit.
 * @param task - The task that reserves.
 * @param flags - O_CLOEXEC or 0.
 * @returns The slot, or -EMFILE or -ENOMEM; then nothing is reserved. A slot belongs to this task and this syscall.
 * @throws {@link KernelBug} `BUG` where no commit would end it: in a kernel that keeps reservations in the table.
 *
 * @public
 */
export function fdPrepare(kernel: Kernel, task: number, flags: number): number {
  task = toAddress(kernel, "fdPrepare", "task", task);
  flags = toInt("fdPrepare", "flags", flags);
  if (!kernel.scheme.commits) {
    throw new KernelBug("BUG", "fd_prepare", `the scheme "${kernel.scheme.name}" has no commit`);
  }
  return prepare(kernel, task, flags);
}

/** What fd_prepare does, in every scheme: where there is no commit, what is prepared must be abandoned or staged. */
export function prepare(kernel: Kernel, task: number, flags: number): number {
  const files = filesOf(kernel, task);
  if (files === 0) return -EMFILE;
  return kernel.scheme.prepare(kernel, task, files, 0, rlimitNofile(kernel, task), flags);
}

/**
 * Gives a slot its file, whose reference is consumed. Nobody sees it before the commit, so that later steps may fail. A slot
 * that has a file already loses it, and one that was committed belongs to nobody: neither is looked for.
 *
 * Mirrors `fd_stage` of the series of September 2026.
 *
 * @param kernel - The kernel.
 * @param task - The task that prepared the slot.
 * @param slot - What {@link fdPrepare} returned.
 * @param file - The file's address.
 * @returns The descriptor, for the syscall to return.
 *
 * @public
 */
export function fdStage(kernel: Kernel, task: number, slot: number, file: number): number {
  task = toAddress(kernel, "fdStage", "task", task);
  slot = toInt("fdStage", "slot", slot);
  file = toInt("fdStage", "file", file);
  kernel.scheme.stage(kernel, task, slot, file);
  return kernel.scheme.slotFd(kernel, task, slot);
}

/**
 * The descriptor of a slot. Mirrors `fd_prepare_fd` of the series of September 2026.
 *
 * @param kernel - The kernel.
 * @param task - The task that prepared the slot.
 * @param slot - The slot.
 *
 * @public
 */
export function fdPrepareFd(kernel: Kernel, task: number, slot: number): number {
  task = toAddress(kernel, "fdPrepareFd", "task", task);
  slot = toInt("fdPrepareFd", "slot", slot);
  return kernel.scheme.slotFd(kernel, task, slot);
}

/**
 * The file that was staged in a slot, borrowed; 0 when none was. Mirrors `fd_prepare_file` of the series of September 2026.
 *
 * @param kernel - The kernel.
 * @param task - The task that prepared the slot.
 * @param slot - The slot.
 *
 * @public
 */
export function fdPrepareFile(kernel: Kernel, task: number, slot: number): number {
  task = toAddress(kernel, "fdPrepareFile", "task", task);
  slot = toInt("fdPrepareFile", "slot", slot);
  return kernel.scheme.slotFile(kernel, task, slot);
}
