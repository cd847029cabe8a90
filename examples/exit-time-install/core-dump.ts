/**
 * A signal that dumps core waits when the call returns. Dumping unshares the table, so the commit must come before the
 * signal: after it, the commit is made in the private copy, where the number is free.
 *
 * The steps of the way to user space (`get_signal`, kernel/signal.c, runs task work before it takes a signal) and of
 * `do_coredump` (fs/coredump.c: `unshare_files`), Linux 6.x.
 */
import { allocUser, syscall, type Task } from "fd-reservation";
import { slots as face } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import { unshareFiles, type SlotsKernelOptions } from "fd-reservation/kernel";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

/** What signal delivery does with the table; the dump is not written when it fails. */
function dumpCore({ kernel, address }: Task): number {
  return unshareFiles(kernel, address);
}

function dumping({ name, kernel, openAndTell }: Answer): Scenario {
  return scenario({
    name: `core is dumped after the commit, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller(current, { user }) {
        syscall(current, () => openAndTell(current, user));
        return dumpCore(current);
      },
      sibling: () => 0,
    },
    check({ results, failures }) {
      if (failures.length === 0 && results["caller"] !== 0) throw new Error("no core was dumped");
    },
  });
}

/** The order that must not be: the commit is called by hand, after the signal. */
function committingLate(
  unshareReserving: NonNullable<SlotsKernelOptions["unshareReserving"]>,
  violates: string,
): Scenario {
  return scenario({
    name: `core is dumped before the commit, slots, unshare: ${unshareReserving}`,
    kernel: { scheme: "slots", commitVia: "explicit", unshareReserving },
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller(current, { user }) {
        const error = syscall(current, () => byGlue.openAndTell(current, user));
        const dumped = dumpCore(current);
        face.fdSlotsCommit(current, error);
        return dumped;
      },
      sibling: () => 0,
    },
    check({ results, failures }) {
      if (failures.length === 0 && results["caller"] !== 0) throw new Error("no core was dumped");
    },
    violates,
  });
}

export const mainline = dumping(today);
export const token = dumping(byToken);
export const tagged = dumping(firstVersion);
export const onSlots = dumping(byGlue);
export const taskWork = dumping(byTaskWork);
export const ignoringFault = dumping(faultIgnored);

export const late = committingLate("leave", "although its bit in open_fds was clear");
export const lateRefused = committingLate("refuse", "no core was dumped");
