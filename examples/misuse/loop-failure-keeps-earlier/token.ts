/** loop-failure-keeps-earlier, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fds: FileDescriptorReservation[] = [];
    while (fds.length < 3) {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      fds.push(current.reservation);
    }
    for (const fd of fds) fd[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf(
  "token",
  call,
  "leaked-reservation: The reservation of fd 0 outlived its syscall: it was bound without using; it was rolled back",
);
