/** not-bound, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    return -5;
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-reservation: The reservation of fd 0 outlived its syscall: it was never bound; it was rolled back",
);
