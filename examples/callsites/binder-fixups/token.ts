/**
 * Binder's fd fix-ups with one token for all: the second loop is the commit.
 *
 * Mirrors `binder_apply_fd_fixups` (drivers/android/binder.c) and `translate_fds` of its Rust version (Linux 6.18).
 */
import {
  FileDescriptorReservations,
  OpenFlags,
  syscall,
  type FileRef,
  type Move,
  type Task,
} from "fd-reservation";
import { scenarioOf } from "./scenario.js";

/** The files of a transaction: what is left of them ends with their scope, as the elements of Rust's Vec do. */
class Fixups implements Disposable {
  constructor(readonly files: Move<readonly FileRef[]>) {}

  [Symbol.dispose](): void {
    for (const file of this.files) file[Symbol.dispose]();
  }
}

export function applyFdFixups(current: Task, files: Move<readonly FileRef[]>, buffer: number): number {
  return syscall(current, () => {
    using fixups = new Fixups(files);
    FileDescriptorReservations.getUnusedFds(current, fixups.files.length, OpenFlags.O_CLOEXEC);
    using fds: FileDescriptorReservations = current.reservations;
    for (const [index, fd] of fds.reservedFds().entries()) current.putUser(buffer + index, fd);
    fds.commit(fixups.files);
  });
}

export default scenarioOf("token", applyFdFixups);
