/** The call of the tutorial, broken: without `using`, the failure in the middle leaves the number reserved. */
import { allocUser, FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

function handOut(current: Task, argument: number): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    const fd: FileDescriptorReservation = current.reservation;
    using file = FileRef.anonInodeGetfile(current);
    current.putUser(argument, fd.reservedFd());
    fd.commit(file);
  });
}

export default scenario({
  name: "tutorial: the same call without using",
  setup: ({ kernel }) => ({ argument: allocUser(kernel, 1) }),
  tasks: { caller: (current, { argument }) => handOut(current, argument) },
  violates: "outlived its syscall",
});
