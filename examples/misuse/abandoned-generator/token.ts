/** abandoned-generator, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

function* steps(current: Task): Generator<number> {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  yield fd.reservedFd();
}

export function call(current: Task): number {
  return syscall(current, () => {
    steps(current).next();
    return -5;
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-reservation: The reservation of fd 0 outlived its syscall: it was bound without using; it was rolled back",
);
