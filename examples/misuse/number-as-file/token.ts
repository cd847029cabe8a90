/** number-as-file, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    // @ts-expect-error: it is no file
    fd.commit(number);
    return number;
  });
}

export default scenarioOf("token", call, "TypeError: file.intoRaw is not a function");
