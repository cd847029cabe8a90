/** sock-map-fd, the same mistake with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, syscall, type Task } from "fd-reservation";
import { fileOf, Owned } from "../owned.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations }: Shared): number {
  return syscall(current, () => {
    using object = Owned.make(current, "socket");
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = fileOf(current, operations, object); // takes the object over
    const number = fd.reservedFd();
    try {
      current.mayFail("ENOMEM", "alloc");
    } catch (error) {
      object[Symbol.dispose]();
      throw error;
    }
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", call);
