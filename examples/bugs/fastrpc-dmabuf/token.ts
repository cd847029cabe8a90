/** fastrpc-dmabuf, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    using file = FileRef.anonInodeGetfile(current);
    fd.commit(file);
    try {
      current.putUser(user, number);
    } catch (error) {
      file[Symbol.dispose]();
      throw error;
    }
  });
}

export default scenarioOf("token", call, "the call failed and yet fd 0 is open, which it was not before");
