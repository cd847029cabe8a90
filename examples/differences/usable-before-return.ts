/**
 * A syscall tells user space a number and goes on. In mainline a sibling can use the number before the syscall has
 * returned; per task it answers EBADF until then, because the commit comes last.
 */
import {
  allocUser,
  FileDescriptorReservation,
  FileRef,
  syscall,
  type SchemeName,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** User memory: the number plus 1, once it is told; whether the syscall has done its last step. */
interface Told {
  readonly number: number;
  readonly done: number;
}

function openAndGoOn(current: Task, { number, done }: Told): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const reserved = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    current.kernel.memory.store(number, reserved + 1);
    current.kernel.memory.store(done, 1);
    return reserved;
  });
}

/** What the sibling saw: 1 when the number was usable and the syscall not done. */
function tryNumber(current: Task, { number, done }: Told): number {
  const { memory } = current.kernel;
  const told = memory.load(number);
  if (told === 0 || current.fGetfd(told - 1) < 0) return 0;
  return memory.load(done) === 0 ? 1 : 0;
}

function trying(scheme: SchemeName, violates?: string): Scenario {
  return scenario({
    name: `a number before the return, ${scheme} reservations`,
    kernel: { scheme },
    setup: ({ kernel }): Told => ({ number: allocUser(kernel, 1), done: allocUser(kernel, 1) }),
    tasks: { caller: openAndGoOn, sibling: tryNumber },
    check({ results }) {
      if (results["sibling"] === 1) throw new Error("a sibling used the number before the syscall returned");
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const mainline = trying("table", "a sibling used the number before the syscall returned");
export const tagged = trying("tagged");
