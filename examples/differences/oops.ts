/**
 * A task dies in the middle of a syscall, as after a kernel oops: none of its clean-up code runs. In mainline the
 * number that it had reserved stays claimed for its siblings, for ever; per task, exit rolls the set back.
 */
import { FileDescriptorReservation, syscall, type SchemeName, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

function dying(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    void fd.reservedFd();
    current.oops();
  });
}

function siblingAfter(scheme: SchemeName, violates?: string): Scenario {
  return scenario({
    name: `a task dies with a reservation, ${scheme} reservations`,
    kernel: { scheme },
    tasks: { dying, sibling: () => 0 },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const mainline = siblingAfter("table", "fd 0 is reserved for ever");
export const tagged = siblingAfter("tagged");
