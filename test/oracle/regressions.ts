/**
 * What the kernel answers, by hand: the facts that the model was written from, and each divergence that was ever found.
 *
 * The answers were given by Linux 6.18; a test asks the kernel of the machine and the model again.
 */
import type { LoneOperation, TaskOperation } from "./operation.js";

/** A sequence, and what the kernel answers to its last operation. */
export interface Regression {
  /** What it shows. */
  readonly shows: string;
  readonly operations: readonly LoneOperation[] | readonly TaskOperation[];
  readonly kernel: string;
}

const alone: LoneOperation = { op: "open", cloexec: false };
const open: TaskOperation = { ...alone, task: 0 };
/** Task 0 has descriptor 0; task 1 shares its table and has reserved 1, close-on-exec. */
const reserved: readonly TaskOperation[] = [
  open,
  { op: "clone", task: 0, child: 1, files: true },
  { op: "openFifo", task: 1, cloexec: true },
];

export const regressions: readonly Regression[] = [
  {
    shows: "dup2 onto a reserved descriptor: EBUSY",
    operations: [...reserved, { op: "dup2", fd: 0, newfd: 1, task: 0 }],
    kernel: "-EBUSY; 0: 0=a | 1: as 0",
  },
  {
    shows: "dup3 onto a reserved descriptor: EBUSY",
    operations: [...reserved, { op: "dup3", fd: 0, newfd: 1, flags: 0, task: 0 }],
    kernel: "-EBUSY; 0: 0=a | 1: as 0",
  },
  {
    shows: "close of a reserved descriptor: EBADF, and it stays reserved",
    operations: [...reserved, { op: "close", fd: 1, task: 0 }, open],
    kernel: "2; 0: 0=a 2=b | 1: as 0",
  },
  {
    shows: "dup of a reserved descriptor: EBADF",
    operations: [...reserved, { op: "dup", fd: 1, task: 0 }],
    kernel: "-EBADF; 0: 0=a | 1: as 0",
  },
  {
    shows: "F_GETFD of a reserved descriptor: EBADF",
    operations: [...reserved, { op: "fGetfd", fd: 1, task: 0 }],
    kernel: "-EBADF; 0: 0=a | 1: as 0",
  },
  {
    shows: "open skips a reserved descriptor",
    operations: [...reserved, open],
    kernel: "2; 0: 0=a 2=b | 1: as 0",
  },
  {
    shows: "F_DUPFD skips a reserved descriptor",
    operations: [...reserved, { op: "fDupfd", fd: 0, minimum: 1, cloexec: false, task: 0 }],
    kernel: "2; 0: 0=a 2=a | 1: as 0",
  },
  {
    shows: "close_range leaves a reserved descriptor, which installs afterwards",
    operations: [
      ...reserved,
      { op: "closeRange", first: 0, last: 9, flags: 0, task: 0 },
      { op: "openWriter", task: 0, reader: 1 },
    ],
    kernel: "0 1; 0: 1=a* | 1: as 0",
  },
  {
    shows: "close_range(CLOEXEC) marks what is open, and a reserved descriptor too",
    operations: [
      open,
      { op: "clone", task: 0, child: 1, files: true },
      { op: "openFifo", task: 1, cloexec: false },
      { op: "closeRange", first: 0, last: 9, flags: 4, task: 0 },
      { op: "openWriter", task: 0, reader: 1 },
    ],
    kernel: "2 1; 0: 0=a* 1=b* | 1: as 0",
  },
  {
    shows: "the install: the writer opens",
    operations: [...reserved, { op: "openWriter", task: 0, reader: 1 }],
    kernel: "2 1; 0: 0=a 1=b* | 1: as 0",
  },
  {
    shows: "the roll-back: a signal interrupts the open, and its number is free",
    operations: [...reserved, { op: "interrupt", task: 1 }, open],
    kernel: "1; 0: 0=a 1=b | 1: as 0",
  },
  {
    shows: "a task that is killed while it opens gives its number back",
    operations: [...reserved, { op: "exit", task: 1 }, open],
    kernel: "1; 0=a 1=b",
  },
  {
    shows: "rule 2, unshare: the number is free in the copy",
    operations: [...reserved, { op: "unshare", task: 0 }, open],
    kernel: "1; 0: 0=a 1=b | 1: 0=a",
  },
  {
    shows: "rule 2, unshare: the one who reserved installs in the old table",
    operations: [
      ...reserved,
      { op: "unshare", task: 0 },
      { op: "dup2", fd: 0, newfd: 1, task: 0 },
      { op: "openWriter", task: 0, reader: 1 },
    ],
    kernel: "2 1; 0: 0=a 1=a | 1: 0=a 1=b*",
  },
  {
    shows: "rule 2, close_range(UNSHARE): the number is free in the copy",
    operations: [
      ...reserved,
      { op: "closeRange", first: 5, last: 9, flags: 2, task: 0 },
      { op: "dup2", fd: 0, newfd: 1, task: 0 },
    ],
    kernel: "1; 0: 0=a 1=a | 1: 0=a",
  },
  {
    shows: "rule 2, fork: the number is free in the child",
    operations: [...reserved, { op: "clone", task: 0, child: 2, files: false }, { ...open, task: 2 }],
    kernel: "1; 0: 0=a | 1: as 0 | 2: 0=a 1=b",
  },
  {
    shows: "rule 2, exec: the new program does not have it",
    operations: [
      ...reserved,
      { op: "clone", task: 0, child: 2, files: true },
      { op: "exec", task: 2 },
      { op: "openWriter", task: 0, reader: 1 },
    ],
    kernel: "2 1; 0: 0=a 1=b* | 1: as 0 | 2: 0=a",
  },
  {
    shows: "exec closes what is close-on-exec",
    operations: [
      open,
      { op: "open", cloexec: true, task: 0 },
      { op: "clone", task: 0, child: 1, files: false },
      { op: "exec", task: 1 },
    ],
    kernel: "0; 0: 0=a 1=b* | 1: 0=a",
  },
  {
    shows: "exec leaves the shared table to the others",
    operations: [
      { op: "open", cloexec: true, task: 0 },
      { op: "clone", task: 0, child: 1, files: true },
      { op: "exec", task: 1 },
    ],
    kernel: "0; 0: 0=a* | 1: empty",
  },
  {
    shows: "SCM_RIGHTS at the limit: what fits is installed, the rest dropped",
    operations: [
      { op: "fill", count: 1 },
      { op: "setrlimit", limit: 5 },
      { op: "scmRights", fds: [0, 0, 0], room: 3, cloexec: true },
    ],
    kernel: "received 3 4, truncated; 0=a 3=a* 4=a*",
  },
  {
    shows: "SCM_RIGHTS with nothing free: no descriptor, truncated",
    operations: [
      { op: "fill", count: 1 },
      { op: "setrlimit", limit: 3 },
      { op: "scmRights", fds: [0], room: 3, cloexec: false },
    ],
    kernel: "received none, truncated; 0=a",
  },
  {
    shows: "a copy that is smaller than its source gives the lowest numbers again (CVE-2024-45025)",
    operations: [
      { op: "share" },
      { op: "fill", count: 128 },
      { op: "closeRange", first: 64, last: 0xffffffff, flags: 2 },
      { op: "dup", fd: 0 },
      { op: "close", fd: 64 },
      { op: "dup", fd: 0 },
      { op: "closeRange", first: 1, last: 62, flags: 0 },
    ],
    kernel: "0; 0=a 63=b 64=a",
  },
  {
    shows: "a table grows to its last descriptor, and a fork keeps it",
    operations: [
      { op: "open", cloexec: true },
      { op: "dup2", fd: 0, newfd: 4095 },
      { op: "fork" },
      { op: "dup2", fd: 0, newfd: 4096 },
    ],
    kernel: "-EBADF; 0=a* 4095=a",
  },
  {
    shows:
      "SCM_RIGHTS whose header cannot be written: both are open, nobody is told, and nothing is truncated",
    operations: [
      { op: "fill", count: 1 },
      { op: "scmRights", fds: [0, 0], room: 2, cloexec: false, fault: "header" },
    ],
    kernel: "received none; 0=a 3=a 4=a",
  },
  {
    shows: "SCM_RIGHTS into a buffer that ends in its second number: one is installed, the second given back",
    operations: [
      { op: "fill", count: 1 },
      { op: "scmRights", fds: [0, 0, 0], room: 3, cloexec: true, fault: { fromNumber: 1 } },
      { op: "open", cloexec: false },
      { op: "open", cloexec: false },
      { op: "open", cloexec: false },
    ],
    kernel: "4; 0=a 1=b 2=c 3=a* 4=d",
  },
  {
    shows: "SCM_RIGHTS of 254 files: EINVAL, one more than a message carries",
    operations: [
      { op: "fill", count: 1 },
      { op: "scmRights", fds: new Array<number>(254).fill(0), room: 254, cloexec: false },
    ],
    kernel: "-EINVAL; 0=a",
  },
  {
    shows: "dup2 at the limit: EBADF",
    operations: [alone, { op: "setrlimit", limit: 5 }, { op: "dup2", fd: 0, newfd: 5 }],
    kernel: "-EBADF; 0=a",
  },
  {
    shows: "F_DUPFD from the limit: EINVAL",
    operations: [alone, { op: "setrlimit", limit: 5 }, { op: "fDupfd", fd: 0, minimum: 5, cloexec: false }],
    kernel: "-EINVAL; 0=a",
  },
  {
    shows: "a pidfd leads to the table of the leader, also from a thread that has unshared its own",
    operations: [
      alone,
      { op: "thread" },
      { op: "inThread", call: "unshare", number: 0 },
      { op: "close", fd: 0 },
      { op: "inThread", call: "pidfdGetfd", number: 0 },
    ],
    kernel: "-EBADF; empty",
  },
  {
    shows: "what a thread gets through a pidfd is in the table of the thread",
    operations: [
      alone,
      { op: "thread" },
      { op: "inThread", call: "unshare", number: 0 },
      alone,
      { op: "inThread", call: "pidfdGetfd", number: 1 },
    ],
    // 1 was the pidfd while the other one was made.
    kernel: "2; 0=a 1=b",
  },
  {
    shows: "a thread sets the limit of its process",
    operations: [
      { op: "thread" },
      { op: "inThread", call: "unshare", number: 0 },
      { op: "inThread", call: "setrlimit", number: 0 },
      alone,
    ],
    kernel: "-EMFILE; empty",
  },
  {
    shows: "clone3 with CLONE_PIDFD and CLONE_FILES: the number is open before the new task runs",
    operations: [alone, { op: "clonePidfd", files: true, vfork: true }],
    kernel: "1 1; 0=a 1=b*",
  },
  {
    shows: "clone3 with CLONE_PIDFD alone: the number is reserved after the table was copied",
    operations: [alone, { op: "clonePidfd", files: false, vfork: true }],
    kernel: "1 -9; 0=a 1=b*",
  },
  {
    shows: "accept4 where nobody connects, at the limit: EMFILE, for the number is reserved first",
    operations: [
      { op: "setrlimit", limit: 1 },
      { op: "accept4", connected: false, cloexec: false },
    ],
    kernel: "-EMFILE; empty",
  },
  {
    shows:
      "exec of a task with a thread: the thread dies, close-on-exec is closed, and who shared the table keeps it",
    operations: [
      open,
      { op: "clone", task: 0, child: 1, files: true },
      { op: "thread", task: 1 },
      { op: "open", cloexec: true, task: 1 },
      { op: "exec", task: 1 },
    ],
    kernel: "0; 0: 0=a 1=b* | 1: 0=a",
  },
  {
    shows: "exec in a thread: the program has the table of the thread, and the leader's is gone",
    operations: [
      open,
      { op: "clone", task: 0, child: 1, files: false },
      { op: "thread", task: 1 },
      { op: "inThread", call: "unshare", number: 0, task: 1 },
      { op: "inThread", call: "dup", number: 0, task: 1 },
      { op: "close", fd: 0, task: 1 },
      { op: "execInThread", task: 1 },
    ],
    kernel: "0; 0: 0=a | 1: 0=a 1=a",
  },
  {
    shows: "after exec in a thread a pidfd leads to the table of the thread",
    operations: [
      open,
      { op: "clone", task: 0, child: 1, files: true },
      { op: "thread", task: 1 },
      { op: "inThread", call: "unshare", number: 0, task: 1 },
      { op: "close", fd: 0, task: 1 },
      { op: "execInThread", task: 1 },
      { op: "pidfdGetfdOf", task: 0, of: 1, fd: 0 },
    ],
    kernel: "1; 0: 1=a* | 1: 0=a",
  },
  {
    shows: "pidfd_getfd of a number that is reserved: EBADF",
    operations: [...reserved, { op: "pidfdGetfdOf", task: 0, of: 1, fd: 1 }],
    kernel: "-EBADF; 0: 0=a | 1: as 0",
  },
];
