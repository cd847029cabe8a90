/** kept-for-later, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { later } from "../helpers.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let kept: FileDescriptorReservation | undefined;
    syscall(current, () => {
      FileDescriptorReservation.getUnusedFdFlags(current, 0);
      using fd: FileDescriptorReservation = current.reservation;
      kept = fd;
    });
    const late: FileDescriptorReservation | undefined = kept;
    return later(current, late);
  });
}

export default scenarioOf(
  "token",
  call,
  "use-after-move: The reservation of fd 0 was read after it was committed or rolled back",
);
