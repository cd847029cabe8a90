/**
 * A signal that dumps core waits when the call returns. Dumping unshares the table, so the commit must come before the
 * signal. A task that dumps core never returns to user space: a commit after that would not be made at all.
 *
 * The steps of the way to user space (`get_signal`, kernel/signal.c, runs task work before it takes a signal, and ends the
 * task after the dump) and of `do_coredump` (fs/coredump.c: `unshare_files`), Linux 6.x.
 */
import { allocUser, Errno, syscall, type Exclusive, type Task } from "fd-reservation";
import { scenario, type End, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

/** What dumping core does with the table; the core is not written when it fails. */
function dumpCore(current: Exclusive<Task>): number {
  try {
    current.unshareFiles();
    return 0;
  } catch (error) {
    if (error instanceof Errno) return error.errno;
    throw error;
  }
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
    check: written,
  });
}

function written({ results, failures }: End<unknown>): void {
  if (failures.length === 0 && results["caller"] !== 0) throw new Error("no core was written");
}

export const mainline = dumping(today);
export const token = dumping(byToken);
export const tagged = dumping(firstVersion);
export const onSlots = dumping(byGlue);
export const taskWork = dumping(byTaskWork);
export const ignoringFault = dumping(faultIgnored);

/** The order that must not be: the signal comes first, unshare is refused, and the exit puts what was staged. */
export const lateRefused = scenario({
  name: "core is dumped before a commit, slots: unshare is refused",
  // The number is held on purpose, which the binding's guards would report.
  kernel: { scheme: "slots", guards: false },
  setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
  tasks: {
    caller(current, { user }) {
      byGlue.openAndTell(current, user); // no frame: its return would commit
      const dumped = dumpCore(current);
      current.exit();
      return dumped;
    },
    sibling: () => 0,
  },
  check: written,
  violates: "no core was written",
});
