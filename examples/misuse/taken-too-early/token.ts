/** taken-too-early, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    using file = FileRef.anonInodeGetfile(current);
    const address = file.intoRaw();
    current.mayFail("EIO", "prepare");
    fd.commit(FileRef.fromRaw(current, address));
    return number;
  });
}

export default scenarioOf("token", call, "its count is 1 and 0 references exist");
