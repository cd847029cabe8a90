/**
 * Work that runs on the way out of a syscall reserves on its own account (task work, completions of io_uring). Scopes
 * nest, so that its commit covers its reservations only. With one flat set per task, as the proposal has it, the work's
 * commit comes upon what the syscall around it has reserved and not installed. In mainline the question does not arise.
 */
import { FileDescriptorReservation, FileRef, syscall, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

function openOne(current: Task): number {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  const number = fd.reservedFd();
  fd.commit(FileRef.anonInodeGetfile(current));
  return number;
}

/** A syscall that fails after a work item has opened a file. */
function failingAroundWork(current: Task): number {
  return syscall(current, () => {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    void fd.reservedFd();
    syscall(current, openOne); // the work item
    return -5;
  });
}

function working(design: string, kernel: KernelOptions, violates?: string): Scenario {
  return scenario({
    name: `a work item inside a failing syscall, ${design}`,
    kernel,
    tasks: { caller: (current) => void failingAroundWork(current) },
    check({ tasks, failures }) {
      const open = String(tasks["caller"]?.openDescriptors());
      if (failures.length === 0 && open !== "1") throw new Error(`${open} are open, not the work item's 1`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const mainline = working("table reservations", { scheme: "table" });
export const tagged = working("tagged reservations", { scheme: "tagged" });
export const flat = working(
  "tagged reservations, one flat set",
  { scheme: "tagged", scopes: "flat" },
  "fd 0 was reserved, and the syscall succeeded without installing",
);
