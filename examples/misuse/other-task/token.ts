/** other-task, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    const install = (_child: Task, token: FileDescriptorReservation): void => {
      token.commit(FileRef.anonInodeGetfile(current));
    };
    // @ts-expect-error: a token does not travel
    current.clone({}, install, fd);
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "foreign-task: The reservation of fd 0 was committed by a task that did not make it",
);
