/**
 * openat: reserve a number, open the file, install it. The commonest call site of all.
 *
 * Mirrors `do_sys_openat2` (fs/open.c, Linux 6.x).
 */
import { FileDescriptorReservation, FileRef, OpenFlags, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

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

export default scenario({
  name: "openat: one file, close-on-exec",
  tasks: { caller: (current) => openat(current, OpenFlags.O_CLOEXEC) },
  check({ tasks, results }) {
    const fd = results["caller"] ?? 0;
    if (fd < 0) return;
    const slots = tasks["caller"]?.table?.slots ?? [];
    const [slot] = slots;
    if (slots.length !== 1 || slot?.fd !== fd || slot.state !== "open" || !slot.cloexec) {
      throw new Error(`openat returned ${fd}, and the table holds ${JSON.stringify(slots)}`);
    }
  },
});
