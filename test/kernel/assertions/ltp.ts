/** What the Linux Test Project asserts about descriptors (testcases/kernel/syscalls). */
import { expect } from "vitest";
import {
  CLOSE_RANGE_CLOEXEC,
  CLOSE_RANGE_UNSHARE,
  FD_CLOEXEC,
  O_CLOEXEC,
} from "../../../src/kernel/index.js";
import { ESRCH, O_DIRECT, O_NONBLOCK, type Syscalls } from "../syscalls.js";
import {
  EBADF,
  EINVAL,
  EMFILE,
  expectCloexec,
  expectClosed,
  expectDup,
  expectOpen,
  expectSameFile,
  made,
  opened,
  openMany,
  sharer,
  UINT_MAX,
  type Assertion,
  type Suite,
} from "./assertion.js";

/** Opens one, names it by 1000 also, and lets a sharer take the range from 3 to the end. */
function inSharer(program: Syscalls, flags: number, look: (child: Syscalls, fd: number) => void): void {
  const fd = opened(program.open());
  expect(program.dup2(fd, 1000)).toBe(1000);
  const child = sharer(program);
  // 42 is open before what is closed, and after what is marked.
  if ((flags & CLOSE_RANGE_CLOEXEC) === 0) expect(child.dup2(1000, 42)).toBe(42);
  expect(child.closeRange(3, UINT_MAX, flags)).toBe(0);
  if ((flags & CLOSE_RANGE_CLOEXEC) !== 0) {
    expectCloexec(child, true, fd, 1000);
    expect(child.dup2(1000, 42)).toBe(42);
    expectCloexec(child, false, 42);
  } else expectClosed(child, fd, 1000, 42);
  child.exit();
  look(program, fd);
  expect(program.closeRange(3, UINT_MAX)).toBe(0);
  expectClosed(program, fd, 1000, 42);
}

/** Close-on-exec after dup3 or pipe2, by flag: the shape of three tests. */
const bits: readonly (readonly [flags: number, isSet: boolean])[] = [
  [0, false],
  [O_CLOEXEC, true],
];

/** Fills the table with a call; what it gives when there is no room. */
function fill(open: () => number): { readonly count: number; readonly error: number } {
  for (let count = 0; ; count++) {
    const result = open();
    if (result < 0) return { count, error: result };
  }
}

/** A child runs a program; what the parent's descriptor is there. */
function afterExec(program: Syscalls, fd: number): number {
  const child = made(program.clone());
  expect(child.execve()).toBe(0);
  const result = child.fGetfd(fd);
  child.exit();
  return result;
}

const dupOfPipes: readonly Assertion[] = ["dup/dup04", "dup/dup05"].map((source) => [
  source,
  "dup of either end of a pipe",
  (program) => {
    for (const fd of made(program.pipe2())) expectSameFile(program, opened(program.dup(fd)), fd);
  },
]);

export const ltp: Suite = {
  name: "LTP",
  assertions: [
    [
      "close/close01",
      "close of a file, an end of a pipe, a socket",
      (program) => {
        for (const fd of [program.open(), made(program.pipe2())[0], made(program.socketpair())[0]]) {
          expect(program.close(fd)).toBe(0);
        }
      },
    ],
    ["close/close02", "close of -1: EBADF", (program) => expect(program.close(-1)).toBe(EBADF)],
    [
      "close/close02",
      "close once more: EBADF",
      (program) => {
        const fd = opened(program.open());
        expect(program.close(fd)).toBe(0);
        expect(program.close(fd)).toBe(EBADF);
      },
    ],
    [
      "close_range/close_range01",
      "a sharer closes all from 3: it is closed for both",
      (program) => inSharer(program, 0, (parent, fd) => expectClosed(parent, fd, 1000, 42)),
    ],
    [
      "close_range/close_range01",
      "with UNSHARE: it stays open here, and so does what the sharer opened before",
      (program) =>
        inSharer(program, CLOSE_RANGE_UNSHARE, (parent, fd) => expectCloexec(parent, false, fd, 1000, 42)),
    ],
    [
      "close_range/close_range01",
      "with CLOEXEC: it is marked for both; dup2 gives an unmarked one",
      (program) =>
        inSharer(program, CLOSE_RANGE_CLOEXEC, (parent, fd) => {
          expectCloexec(parent, true, fd, 1000);
          expectCloexec(parent, false, 42);
        }),
    ],
    [
      "close_range/close_range01",
      "with both: it is marked there alone, and what is opened afterwards is there alone",
      (program) =>
        inSharer(program, CLOSE_RANGE_CLOEXEC | CLOSE_RANGE_UNSHARE, (parent, fd) => {
          expectCloexec(parent, false, fd, 1000);
          expectClosed(parent, 42);
        }),
    ],
    [
      "close_range/close_range02",
      "both ends of a range are closed",
      (program) => {
        const fd = opened(program.open());
        program.dup2(fd, 100);
        expect(program.closeRange(fd, 100)).toBe(0);
        expectClosed(program, fd, 100);
      },
    ],
    [
      "close_range/close_range02",
      "the first above the last: EINVAL",
      (program) => expect(program.closeRange(4, 3)).toBe(EINVAL),
    ],
    [
      "close_range/close_range02",
      "all flags: EINVAL",
      (program) => expect(program.closeRange(3, UINT_MAX, -1)).toBe(EINVAL),
    ],
    [
      "close_range/close_range02",
      "a range of UINT_MAX alone is no error",
      (program) => expect(program.closeRange(UINT_MAX, UINT_MAX)).toBe(0),
    ],
    [
      "close_range/close_range02",
      "CLOEXEC over one descriptor",
      (program) => {
        const fd = opened(program.open());
        expect(program.closeRange(fd, fd, CLOSE_RANGE_CLOEXEC)).toBe(0);
        expectCloexec(program, true, fd);
      },
    ],
    [
      "close_range/close_range02",
      "UNSHARE over one descriptor: closed there, open here",
      (program) => {
        const fd = opened(program.open());
        const child = sharer(program);
        expect(child.closeRange(fd, fd, CLOSE_RANGE_UNSHARE)).toBe(0);
        expectClosed(child, fd);
        expectOpen(program, fd);
      },
    ],
    ["dup/dup01", "dup gives a new descriptor of the same file", expectDup],
    [
      "dup/dup02",
      "dup of -1 and of a number past the table: EBADF",
      (program) => {
        expect(program.dup(-1)).toBe(EBADF);
        expect(program.dup(1500)).toBe(EBADF);
      },
    ],
    [
      "dup/dup03",
      "dup at the limit: EMFILE",
      (program) => {
        expect(fill(() => program.dup(0)).error).toBe(EMFILE);
        expect(program.descriptors().at(-1)).toBe(1023);
      },
    ],
    ...dupOfPipes,
    [
      "dup/dup06",
      "dup fills the table: as many as were free, none more",
      (program) => {
        const free = 1024 - program.descriptors().length;
        const fd = opened(program.open());
        expect(fill(() => program.dup(fd)).count).toBe(free - 1);
      },
    ],
    [
      "dup2/dup201",
      "-1 or the limit, as either number: EBADF",
      (program) => {
        for (const bad of [-1, 1024]) {
          expect(program.dup2(bad, 5)).toBe(EBADF);
          expect(program.dup2(1, bad)).toBe(EBADF);
        }
      },
    ],
    ...(["open", "closed"] as const).map((target): Assertion => [
      "dup2/dup203",
      `dup2 onto an ${target} descriptor: its number, the other file, without close-on-exec`,
      (program) => {
        const fd = opened(program.open());
        const onto = opened(program.open());
        expect(program.fSetfd(fd, FD_CLOEXEC)).toBe(0);
        if (target === "closed") expect(program.close(onto)).toBe(0);
        expect(program.dup2(fd, onto)).toBe(onto);
        expectSameFile(program, fd, onto);
        expectCloexec(program, false, onto);
      },
    ]),
    [
      "dup2/dup204",
      "dup2 of both ends of a pipe onto chosen numbers",
      (program) => {
        made(program.pipe2()).forEach((fd, index) => {
          const onto = 10 * (index + 1);
          expect(program.dup2(fd, onto)).toBe(onto);
          expectSameFile(program, fd, onto);
        });
      },
    ],
    [
      "dup2/dup205",
      "dup2 to each number in turn: it succeeds below the limit, and is EBADF at it",
      (program) => {
        let fd = opened(program.open());
        for (; fd < 1023; fd++) expect(program.dup2(fd, fd + 1)).toBe(fd + 1);
        expect(program.dup2(fd, fd + 1)).toBe(EBADF);
      },
    ],
    [
      "dup2/dup206",
      "dup2 onto itself does nothing",
      (program) => {
        const fd = opened(program.open(O_CLOEXEC));
        expect(program.dup2(fd, fd)).toBe(fd);
        expectCloexec(program, true, fd);
      },
    ],
    ...bits.map(([flags, isSet]): Assertion => [
      "dup3/dup3_01",
      `dup3 with flags ${flags}: close-on-exec is ${isSet ? "set" : "clear"}`,
      (program) => {
        expect(program.dup3(1, 4, flags)).toBe(4);
        expectCloexec(program, isSet, 4);
      },
    ]),
    [
      "dup3/dup3_02",
      "equal numbers, with O_CLOEXEC or without, and other flags: EINVAL",
      (program) => {
        expect(program.dup3(1, 1, O_CLOEXEC)).toBe(EINVAL);
        expect(program.dup3(1, 1, 0)).toBe(EINVAL);
        expect(program.dup3(1, 4, -1)).toBe(EINVAL);
      },
    ],
    [
      "fcntl/fcntl01",
      "F_DUPFD with a minimum below, at and above the next free number",
      (program) => {
        const fds = openMany(program, 8);
        const [, second, third, fourth, fifth, sixth] = fds as [
          number,
          number,
          number,
          number,
          number,
          number,
        ];
        for (const fd of [third, fourth, fifth, sixth]) expect(program.close(fd)).toBe(0);
        expect(program.fDupfd(second, 1)).toBe(third);
        expect(program.fDupfd(second, fourth)).toBe(fourth);
        expect(program.fDupfd(second, sixth)).toBe(sixth);
      },
    ],
    [
      "fcntl/fcntl01",
      "F_SETFD sets close-on-exec, which is clear in a duplicate at first",
      (program) => {
        const fd = opened(program.fDupfd(0, 1));
        expectCloexec(program, false, fd);
        expect(program.fSetfd(fd, FD_CLOEXEC)).toBe(0);
        expectCloexec(program, true, fd);
      },
    ],
    [
      "fcntl/fcntl02",
      "F_DUPFD gives no number below its minimum",
      (program) => {
        const fd = opened(program.open());
        for (const minimum of [0, 1, 2, 3, 10, 100]) {
          const duplicate = program.fDupfd(fd, minimum);
          expect(duplicate).toBeGreaterThanOrEqual(minimum);
          expect(program.close(duplicate)).toBe(0);
        }
      },
    ],
    ["fcntl/fcntl03", "F_GETFD of an open file", (program) => expectOpen(program, opened(program.open()))],
    [
      "fcntl/fcntl07",
      "F_SETFD(FD_CLOEXEC) on a file and on both ends of a pipe: exec closes each",
      (program) => {
        for (const fd of [opened(program.open()), ...made(program.pipe2())]) {
          expect(afterExec(program, fd)).toBe(0);
          expect(program.fSetfd(fd, FD_CLOEXEC)).toBe(0);
          expect(afterExec(program, fd)).toBe(EBADF);
        }
      },
    ],
    [
      "fcntl/fcntl12",
      "F_DUPFD at the limit: EMFILE",
      (program) => {
        const child = made(program.clone());
        fill(() => child.open());
        expect(child.fDupfd(1, 1)).toBe(EMFILE);
      },
    ],
    ["fcntl/fcntl13 (EBADF)", "fcntl of -1: EBADF", (program) => expect(program.fGetfd(-1)).toBe(EBADF)],
    [
      "fcntl/fcntl29",
      "F_DUPFD_CLOEXEC sets close-on-exec",
      (program) => expectCloexec(program, true, opened(program.fDupfd(opened(program.open()), 0, O_CLOEXEC))),
    ],
    [
      "pidfd_getfd/pidfd_getfd01",
      "a file of a child: the same open file, close-on-exec",
      (program) => {
        const child = made(program.clone());
        const pidfd = opened(program.pidfdOpen(child));
        const target = opened(child.open());
        const fd = opened(program.pidfdGetfd(pidfd, target));
        expectCloexec(program, true, fd);
        // The same file, as kcmp has it: sent to where it can be compared.
        const [sent] = program.recvmsg(made(child.sendmsg([target]))).fds as [number];
        expectSameFile(program, fd, sent);
      },
    ],
    [
      "pidfd_getfd/pidfd_getfd02 (EBADF)",
      "no pidfd, or nothing open there: EBADF",
      (program) => {
        const pidfd = opened(program.pidfdOpen(program));
        expect(program.pidfdGetfd(-1, 0)).toBe(EBADF);
        expect(program.pidfdGetfd(pidfd, -1)).toBe(EBADF);
      },
    ],
    [
      "pidfd_getfd/pidfd_getfd02 (EINVAL)",
      "flags: EINVAL",
      (program) => expect(program.pidfdGetfd(opened(program.pidfdOpen(program)), 0, 1)).toBe(EINVAL),
    ],
    [
      "pidfd_getfd/pidfd_getfd02 (ESRCH)",
      "a process that has ended: ESRCH",
      (program) => {
        const child = made(program.clone());
        const pidfd = opened(program.pidfdOpen(child));
        child.exit();
        expect(program.pidfdGetfd(pidfd, 0)).toBe(-ESRCH);
      },
    ],
    [
      "pipe/pipe06",
      "pipe at the limit: EMFILE",
      (program) => {
        expect(fill(() => [program.pipe2()].flat()[0] as number).error).toBe(EMFILE);
        // One number is left, and a pipe needs two: nothing is taken.
        expect(program.descriptors().at(-1)).toBe(1022);
      },
    ],
    [
      "pipe/pipe07",
      "as many pipes as there are pairs of free numbers",
      (program) => {
        const pairs = Math.floor((1024 - program.descriptors().length) / 2);
        expect(fill(() => [program.pipe2()].flat()[0] as number).count).toBe(pairs);
      },
    ],
    ...bits.map(([flags, isSet]): Assertion => [
      "pipe2/pipe2_01 (F_GETFD)",
      `pipe2 with flags ${flags}: close-on-exec is ${isSet ? "set" : "clear"} at both ends`,
      (program) => expectCloexec(program, isSet, ...made(program.pipe2(flags))),
    ]),
    [
      "pipe2/pipe2_01 (flags)",
      "O_DIRECT and O_NONBLOCK are taken",
      (program) => {
        for (const flags of [O_DIRECT, O_NONBLOCK]) expectOpen(program, ...made(program.pipe2(flags)));
      },
    ],
    [
      "pipe2/pipe2_02",
      "exec closes what pipe2(O_CLOEXEC) gave",
      (program) => {
        const [, end] = made(program.pipe2(O_CLOEXEC));
        expect(afterExec(program, end)).toBe(EBADF);
        expectOpen(program, end);
      },
    ],
    [
      "unshare/unshare01 (CLONE_FILES)",
      "unshare(CLONE_FILES) succeeds",
      (program) => expect(made(program.clone()).unshare()).toBe(0),
    ],
    [
      "unshare/unshare03",
      "nr_open was lowered to where a descriptor is open: EMFILE",
      (program) => {
        expect(program.dup2(2, 65)).toBe(65);
        const child = sharer(program);
        program.kernel.nrOpen = 64;
        expect(child.unshare()).toBe(EMFILE);
      },
    ],
  ],
};
