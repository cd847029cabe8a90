/** first-put-twice, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd1: FileDescriptorReservation = current.reservation;
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using _fd2: FileDescriptorReservation = current.reservation;
    fd1[Symbol.dispose]();
    fd1[Symbol.dispose]();
    return -5;
  });
}

export default scenarioOf("token", call);
