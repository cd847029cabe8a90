/** mq-open, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { openQueueRef, scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const readOnly = raw.mayFail(current, "EROFS", "mnt_want_write") !== 0;
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(openQueueRef(current, Number(readOnly)));
    return number;
  });
}

export default scenarioOf("token", call, "RangeError: 1 is no negative error number");
