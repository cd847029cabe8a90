/** overwritten, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    let fd: FileDescriptorReservation = current.reservation;
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    fd = current.reservation;
    fd[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-reservation: The reservation of fd 0 outlived its syscall: it was bound without using; it was rolled back",
);
