/** The call of the tutorial, right: one number, one file, and the failure between them undoes both. */
import { allocUser, FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

function handOut(current: Task, argument: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current);
    current.putUser(argument, fd.reservedFd());
    fd.commit(file);
  });
}

export default scenario({
  name: "tutorial: an ioctl that hands out a descriptor",
  setup: ({ kernel }) => ({ argument: allocUser(kernel, 1) }),
  tasks: { caller: (current, { argument }) => handOut(current, argument) },
});
