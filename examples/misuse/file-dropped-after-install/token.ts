/** file-dropped-after-install, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current);
    const number = fd.reservedFd();
    fd.commit(file);
    file[Symbol.dispose]();
    return number;
  });
}

export default scenarioOf("token", call);
