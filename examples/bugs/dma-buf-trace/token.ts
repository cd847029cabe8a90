/** dma-buf-trace, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, buffer }: Shared): number {
  return syscall(current, () => {
    using file = FileRef.anonInodeGetfile(current, operations, 0, buffer);
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(file);
    kref.read(current, buffer); // the trace event
    return number;
  });
}

export default scenarioOf("token", call, "is touched after it was freed");
