/**
 * A syscall that installs a file and then looks its own number up: in mainline it finds the file (or, in a race, the
 * file of the task that closed and reopened the number); per task it always gets EBADF, because nothing is committed yet.
 *
 * The shape of the ALSA compress bug, fixed by 7439b3952118, and of amdkfd's export, fixed by 6c6ca71bc165.
 */
import { FileDescriptorReservation, FileRef, syscall, type SchemeName, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

const EBADF = -9;

function exportAndImport(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    using found = current.fget(number);
    void found;
    return number;
  });
}

function finds(scheme: SchemeName, expected: number): Scenario {
  return scenario({
    name: `a syscall looks its own number up, ${scheme} reservations`,
    kernel: { scheme },
    tasks: { caller: exportAndImport },
    check({ results, failures, tasks }) {
      if (failures.length > 0) return;
      if (results["caller"] !== expected) throw new Error(`${results["caller"]}, not ${expected}`);
      const open = tasks["caller"]?.openDescriptors().length;
      if (open !== (expected < 0 ? 0 : 1)) throw new Error(`${open} descriptors are open`);
    },
  });
}

export const mainline = finds("table", 0);
export const tagged = finds("tagged", EBADF);
