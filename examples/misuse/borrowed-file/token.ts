/** borrowed-file, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { slotOf } from "../../bugs/calls.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.fromRaw(current, slotOf(current, lent)));
    return number;
  });
}

export default scenarioOf("token", call, "its count is 1 and 2 references exist");
