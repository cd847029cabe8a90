/** reserved-for-another, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(worker, 0);
    using fd: FileDescriptorReservation = worker.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "foreign-task: A descriptor was reserved for a task that is not running",
);
