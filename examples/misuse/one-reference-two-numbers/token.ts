/** one-reference-two-numbers, with the reservation token: see scenario.ts. */
import { FileDescriptorReservations, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservations.getUnusedFds(current, 2, 0);
    using fds: FileDescriptorReservations<2> = current.reservations;
    using file = FileRef.anonInodeGetfile(current);
    const [number] = fds.reservedFds();
    fds.commit([file, file]);
    return number;
  });
}

export default scenarioOf("token", call, "was moved after it was committed or dropped");
