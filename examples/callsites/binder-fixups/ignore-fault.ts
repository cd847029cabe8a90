/**
 * Binder's fd fix-ups with the fault ignored, in scopes: all numbers are still reserved before any file is installed, because
 * the third may not be there. A buffer that cannot be written keeps a wrong number in its transaction.
 *
 * The steps of `binder_apply_fd_fixups` (drivers/android/binder.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { OpenFlags, type FileRef, type Move, type Task } from "fd-reservation";
import { guard, ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function applyFrom(current: Task, files: readonly raw.FilePointer[], buffer: number): number {
  const [pointer, ...rest] = files;
  if (pointer === undefined) return 0; // all are reserved: from here on nothing fails
  using file = guard.freeFput(current, pointer);
  using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
  if (fd.fd < 0) {
    for (const other of rest) raw.fput(current, other);
    return fd.fd;
  }
  const failed = applyFrom(current, rest, buffer + 1);
  if (failed < 0) return failed;
  const { fd: number } = fd;
  raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(file));
  ignoreFault.tellUser(current, buffer, number); // binder_alloc_copy_to_buffer
  return 0;
}

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  const pointers = files.map((file) => file.intoRaw() as raw.FilePointer);
  return applyFrom(current, pointers, buffer);
}

export default scenarioOf("ignore-fault", applyFdFixups);
