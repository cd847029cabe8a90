/**
 * Binder's fd fix-ups with one token for all: the second loop is the commit.
 *
 * Mirrors `binder_apply_fd_fixups` (drivers/android/binder.c) and `translate_fds` of its Rust version (Linux 6.18).
 */
import { FileDescriptorReservations, OpenFlags, type FileRef, type Move, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  try {
    FileDescriptorReservations.getUnusedFds(current, files.length, OpenFlags.O_CLOEXEC);
    using fds: FileDescriptorReservations = current.reservations;
    for (const [index, fd] of fds.reservedFds().entries()) current.putUser(buffer + index, fd);
    fds.commit(files.map((file) => file.clone()));
    return 0;
  } finally {
    for (const file of files) file[Symbol.dispose](); // the fix-ups' own references
  }
}

export default scenarioOf("token", applyFdFixups);
