/** epoll-private-data, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { object }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current);
    const number = fd.reservedFd();
    fd.commit(file);
    raw.setPrivateData(current, file.address as raw.FilePointer, object);
    return number;
  });
}

export default scenarioOf("token", call, "was read after it was committed or dropped");
