/**
 * Binder's fd fix-ups with the token: the reservations go into a stack that gives back what is still in it.
 *
 * Mirrors `binder_apply_fd_fixups` (drivers/android/binder.c) and `translate_fds` of its Rust version (Linux 6.18).
 */
import { FileDescriptorReservation, OpenFlags, syscall, type FileRef, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

/** A vector of what must end with its scope, as Rust's Vec drops its elements. */
class Owned<T extends Disposable> implements Disposable {
  readonly items: T[] = [];

  [Symbol.dispose](): void {
    for (const item of this.items.reverse()) item[Symbol.dispose]();
  }
}

export function applyFdFixups(current: Task, files: readonly FileRef[], buffer: number): number {
  return syscall(current, () => {
    using sent = new Owned<FileRef>();
    sent.items.push(...files);
    using reserved = new Owned<FileDescriptorReservation>();
    for (const index of files.keys()) {
      FileDescriptorReservation.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
      reserved.items.push(current.reservation);
      const fd = reserved.items[index] as FileDescriptorReservation;
      current.putUser(buffer + index, fd.reservedFd());
    }
    for (const [index, file] of files.entries()) {
      const fd: FileDescriptorReservation = reserved.items[index] as FileDescriptorReservation;
      fd.commit(file);
    }
  });
}

export default scenarioOf("token", applyFdFixups);
