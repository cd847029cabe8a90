/**
 * Binder's fd fix-ups with scope-based clean-up: a scope ends with the round of the loop that it is in, so the two
 * loops become a recursion, one scope inside the other.
 *
 * The steps of `binder_apply_fd_fixups` (drivers/android/binder.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { OpenFlags, type FileRef, type Move, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function applyFrom(current: Task, files: readonly raw.FilePointer[], buffer: number): number {
  const [pointer, ...rest] = files;
  if (pointer === undefined) return 0; // all are reserved: from here on nothing fails
  using file = guard.freeFput(current, pointer);
  using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
  const error = fd.fd < 0 ? fd.fd : raw.putUser(current, buffer, fd.fd);
  if (error < 0) {
    for (const other of rest) raw.fput(current, other);
    return error;
  }
  const failed = applyFrom(current, rest, buffer + 1);
  if (failed < 0) return failed;
  raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(file));
  return 0;
}

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  const pointers = files.map((file) => file.intoRaw() as raw.FilePointer);
  return applyFrom(current, pointers, buffer);
}

export default scenarioOf("guard", applyFdFixups);
