/** captured-by-thread, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    current.clone(
      { files: true },
      () => {
        fd.commit(FileRef.anonInodeGetfile(current));
      },
      0,
    );
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "foreign-task: The reservation of fd 0 was committed by a task that did not make it",
);
