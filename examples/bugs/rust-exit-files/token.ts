/** rust-exit-files, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    void fd;
    // @ts-expect-error: a reservation is live
    current.exit();
    return 0;
  });
}

export default scenarioOf(
  "token",
  call,
  "live-reservation: exit() was called while the task holds the reservation of fd 0",
);
