/** fd-prepare, the same mistake over the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

/** A reservation and its file, given back together. */
class Prepared implements Disposable {
  readonly fd: FileDescriptorReservation;
  readonly file: FileRef | undefined;

  constructor(current: Task) {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    this.fd = current.reservation;
    this.file = FileRef.anonInodeGetfile(current);
  }

  [Symbol.dispose](): void {
    if (this.file !== undefined) return;
    this.fd[Symbol.dispose]();
  }
}

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using prepared = new Prepared(current);
    const number = prepared.fd.reservedFd();
    current.putUser(user, number);
    const fd: FileDescriptorReservation = prepared.fd;
    fd.commit(prepared.file as FileRef);
    return number;
  });
}

export default scenarioOf("token", call, "leaked-reservation: The reservation of fd 0 outlived its syscall");
