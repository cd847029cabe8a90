/** handshake-accept, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { sock }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.fromRaw(current, sock); // claims a reference that is not ours
    current.mayFail("EINVAL", "hp_accept");
    const number = fd.reservedFd();
    fd.commit(file.clone());
    return number;
  });
}

export default scenarioOf("token", call, "its count is 1 and 2 references exist");
