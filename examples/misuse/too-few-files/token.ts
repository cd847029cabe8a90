/** too-few-files, with the reservation token: see scenario.ts. */
import { FileDescriptorReservations, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservations.getUnusedFds(current, 2, 0);
    using fds: FileDescriptorReservations<2> = current.reservations;
    const [, number] = fds.reservedFds();
    // @ts-expect-error: two were reserved
    fds.commit([FileRef.anonInodeGetfile(current)]);
    return number;
  });
}

export default scenarioOf(
  "token",
  call,
  "wrong-count: The reservations of fds 0, 1 were committed with 1 files",
);
