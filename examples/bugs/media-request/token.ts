/** media-request, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, object }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const file = FileRef.anonInodeGetfile(current, operations, 0, object);
    const number = fd.reservedFd();
    fd.commit(file);
    kref.write(current, object, 1);
    return number;
  });
}

export default scenarioOf("token", call, "is touched after it was freed");
