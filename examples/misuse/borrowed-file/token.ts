/** borrowed-file, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    using file = current.fdget(lent);
    // @ts-expect-error: the file is lent
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", call, "TypeError: file.intoRaw is not a function");
