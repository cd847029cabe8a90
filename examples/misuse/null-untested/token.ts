/** null-untested, with the reservation token: see scenario.ts. */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { fileOrNull } from "../helpers.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    const file = fileOrNull(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    fd.commit(FileRef.fromRaw(current, file));
    return number;
  });
}

export default scenarioOf("token", call, "fd 0 is reserved for ever: every syscall has returned");
