/**
 * openat: reserve a number, open the file, install it. The commonest call site of all.
 *
 * Mirrors `do_sys_openat2` (fs/open.c, Linux 6.x).
 */
import { FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "./scenario.js";

export function openat(current: Task, flags: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, flags);
    using fd: FileDescriptorReservation = current.reservation;
    current.mayFail("ENOENT", "do_filp_open"); // the path walk
    const file = FileRef.anonInodeGetfile(current, 0, flags);
    const number = fd.reservedFd();
    fd.commit(file);
    return number;
  });
}

export default scenarioOf("token", openat);
