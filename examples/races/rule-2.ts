/**
 * Rule 2 of Al Viro's reply to the patch: no task may get a private table while it holds a reservation. The types refuse
 * this program, so it goes behind their back. Without the run-time guards mainline's table is corrupt in the end; with
 * them, every run stops at the guard.
 */
import {
  FileDescriptorReservation,
  FileRef,
  GuardError,
  syscall,
  type KernelOptions,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { open, small } from "./calls.js";

/** What the reserver returns where the guard stopped it: no descriptor of a table this small. */
const REFUSED = 1000;

function unshareWhileReserving(current: Task): number {
  return syscall(current, () => {
    const alias: { unshareFiles(): void } = current;
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    using fd: FileDescriptorReservation = current.reservation;
    alias.unshareFiles();
    const number = fd.reservedFd();
    fd.commit(FileRef.anonInodeGetfile(current));
    return number;
  });
}

function beside(name: string, kernel: KernelOptions, violates: string): Scenario {
  return scenario({
    name: `unshare with a live reservation, ${name}`,
    kernel: { ...small, ...kernel },
    tasks: { reserver: unshareWhileReserving, sibling: open },
    violates,
  });
}

export const unguarded = beside("guards off", { guards: false }, "although its bit in open_fds was clear");
export const guarded = beside("guards on", {}, "live-reservation");

/** The guard refuses in every run, whatever the sibling does and whatever fails before. */
export const everyRun = scenario({
  name: "unshare with a live reservation, the guard fires in every run",
  kernel: small,
  tasks: {
    reserver: (current) => {
      try {
        return unshareWhileReserving(current);
      } catch (error) {
        if (error instanceof GuardError && error.rule === "live-reservation") return REFUSED;
        throw error;
      }
    },
    sibling: open,
  },
  check: ({ results: { reserver = 0 } }) => {
    const failedToReserve = reserver < 0;
    if (!failedToReserve && reserver !== REFUSED) throw new Error("unshare went through");
  },
});
