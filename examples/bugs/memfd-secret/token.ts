/** memfd-secret, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current, operations));
    current.kernel.memory.add(count, 1);
    return number;
  });
}

export default scenarioOf("token", call, "there are -1 users of secret memory");
