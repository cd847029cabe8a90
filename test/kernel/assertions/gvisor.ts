/** What gVisor's tests assert about descriptors (test/syscalls/linux), of Linux as of its own kernel. */
import { expect } from "vitest";
import {
  CLOSE_RANGE_CLOEXEC,
  CLOSE_RANGE_UNSHARE,
  FD_CLOEXEC,
  O_CLOEXEC,
} from "../../../src/kernel/index.js";
import { CMSG_HEADER, type Received, type Receiving, type Syscalls } from "../syscalls.js";
import {
  EBADF,
  EINVAL,
  EPERM,
  expectCloexec,
  expectClosed,
  expectDup,
  expectOpen,
  expectSameFile,
  made,
  opened,
  openMany,
  sharer,
  type Assertion,
  type Suite,
} from "./assertion.js";

/** Ten files; a range of them is closed, and the others stay open. */
function closes(
  source: string,
  shows: string,
  {
    first = 0,
    last = 9,
    flags = 0,
    before = (): unknown => undefined,
  }: {
    readonly first?: number;
    readonly last?: number;
    readonly flags?: number;
    readonly before?: (program: Syscalls, fds: readonly number[]) => unknown;
  },
): Assertion {
  return [
    `close_range CloseRangeTest.${source}`,
    shows,
    (program) => {
      const fds = openMany(program, 10);
      before(program, fds);
      expect(program.closeRange(fds[first] as number, fds[last] as number, flags)).toBe(0);
      expectClosed(program, ...fds.slice(first, last + 1));
      expectOpen(program, ...fds.slice(0, first), ...fds.slice(last + 1));
    },
  ];
}

/** Ten files are marked close-on-exec, and stay open. */
function marks(source: string, flags: number): Assertion {
  return [
    `close_range CloseRangeTest.${source}`,
    "what is marked stays open",
    (program) => {
      const fds = openMany(program, 10);
      expect(program.closeRange(fds[0] as number, fds[9] as number, flags)).toBe(0);
      expectCloexec(program, true, ...fds);
    },
  ];
}

/** Files are sent to a task with another table, and received into a buffer. */
function passed(
  program: Syscalls,
  count: number,
  receiving: Receiving = {},
): Received & { readonly sent: readonly number[] } {
  const sent = openMany(program, count);
  return { ...program.recvmsg(made(program.sendmsg(sent)), receiving), sent };
}

/** So many files fit into a buffer of some bytes. */
function fits(source: string, shows: string, sent: number, bytes: number, received: number): Assertion {
  return [
    `socket_unix_cmsg ${source}`,
    shows,
    (program) => {
      const { fds, truncated, sent: from } = passed(program, sent, { controlLength: bytes });
      expect(fds).toHaveLength(received);
      expect(truncated).toBe(received < sent);
      fds.forEach((fd, index) => expectSameFile(program, fd, from[index] as number));
      // What was dropped holds nothing open.
      expect(program.descriptors()).toEqual([0, 1, 2, ...from, ...fds]);
    },
  ];
}

/** CMSG_SPACE: the header and the numbers, rounded up to 8 bytes. */
const space = (count: number): number => CMSG_HEADER + 8 * Math.ceil((4 * count) / 8);

export const gvisor: Suite = {
  name: "gVisor",
  assertions: [
    ["dup DupTest.Dup", "another number, the same file", expectDup],
    [
      "dup DupTest.DupClearsCloExec",
      "dup of a close-on-exec descriptor is not close-on-exec",
      (program) => {
        const fd = opened(program.open(O_CLOEXEC));
        expectCloexec(program, true, fd);
        const duplicate = opened(program.dup(fd));
        expectSameFile(program, fd, duplicate);
        expectCloexec(program, false, duplicate);
      },
    ],
    [
      "dup DupTest.Dup2",
      "dup2 onto a duplicate of the same file",
      (program) => {
        const fd = opened(program.open());
        const duplicate = opened(program.dup(fd));
        expect(program.dup2(fd, duplicate)).toBe(duplicate);
        expectSameFile(program, fd, duplicate);
      },
    ],
    [
      "dup DupTest.Rlimit",
      "under a lowered limit: what lies above stays, dup3 at it fails, dup fills up to it in order",
      (program) => {
        const fd = opened(program.open());
        expect(program.dup2(fd, 201)).toBe(201);
        expect(program.setrlimit(101)).toBe(0);
        expect(program.dup3(fd, 101, 0)).toBe(EBADF);
        for (let expected = fd + 1; expected < 101; expected++) expect(program.dup(fd)).toBe(expected);
        expect(program.dup(fd)).toBeLessThan(0);
        expectOpen(program, 201);
      },
    ],
    [
      "dup RlimitTest.DupLimitedByNROpenSysctl",
      "no limit past nr_open: EPERM; dup3 to the last number below it succeeds, at it is EBADF",
      (program) => {
        const nrOpen = 1 << 16;
        program.kernel.nrOpen = nrOpen;
        expect(program.setrlimit(nrOpen + 1)).toBe(EPERM);
        expect(program.setrlimit(nrOpen)).toBe(0);
        expect(program.dup3(0, nrOpen, 0)).toBe(EBADF);
        expect(program.dup3(0, nrOpen - 1, 0)).toBe(nrOpen - 1);
      },
    ],
    [
      "dup DupTest.Dup2SameFD",
      "dup2 onto itself",
      (program) => {
        const fd = opened(program.open());
        expect(program.dup2(fd, fd)).toBe(fd);
      },
    ],
    [
      "dup DupTest.Dup3",
      "dup3 clears close-on-exec of its target, or sets it",
      (program) => {
        const fd = opened(program.open());
        const onto = opened(program.dup(fd));
        for (const flags of [0, O_CLOEXEC]) {
          expect(program.dup3(fd, onto, flags)).toBe(onto);
          expectSameFile(program, fd, onto);
          expectCloexec(program, flags !== 0, onto);
        }
      },
    ],
    [
      "dup DupTest.Dup3FailsSameFD",
      "dup3 onto itself: EINVAL",
      (program) => {
        const fd = opened(program.open());
        expect(program.dup3(fd, fd, 0)).toBe(EINVAL);
      },
    ],
    closes("ContiguousRange", "all of a range", {}),
    closes("RangeWithHoles", "what is closed already is no error", {
      before: (program, fds) => [2, 7].map((index) => expect(program.close(fds[index] as number)).toBe(0)),
    }),
    closes("RangeInMiddleOfOpenFiles", "both sides stay open", { first: 4, last: 7 }),
    closes("SingleFile", "a range of one", { first: 9 }),
    closes("CallCloseRangeTwice", "once more is no error", {
      before: (program, fds) => expect(program.closeRange(fds[0] as number, fds[9] as number)).toBe(0),
    }),
    closes("UnshareFlagTest", "UNSHARE of a table that is not shared", { flags: CLOSE_RANGE_UNSHARE }),
    closes("UnshareFlagAndCloseRangeAtStart", "UNSHARE, the first half", {
      last: 4,
      flags: CLOSE_RANGE_UNSHARE,
    }),
    closes("UnshareFlagAndCloseRangeAtEnd", "UNSHARE, the second half", {
      first: 5,
      flags: CLOSE_RANGE_UNSHARE,
    }),
    marks("CloexecFlagTest", CLOSE_RANGE_CLOEXEC),
    marks("CloexecAndUnshareFlagTest", CLOSE_RANGE_CLOEXEC | CLOSE_RANGE_UNSHARE),
    [
      "close_range CloseRangeTest.RangeFirstGreaterThanLast",
      "EINVAL, and nothing is closed",
      (program) => {
        const fds = openMany(program, 10);
        expect(program.closeRange(fds[9] as number, fds[0] as number)).toBe(EINVAL);
        expectOpen(program, ...fds);
      },
    ],
    [
      "close_range CloseRangeTest.RangeMaxLast",
      "-1 as the last is UINT_MAX",
      (program) => {
        const fds = openMany(program, 10);
        expect(program.closeRange(fds[0] as number, -1)).toBe(0);
        expectClosed(program, ...fds);
      },
    ],
    [
      "close_range CloseRangeTest.InvalidFlags",
      "an unknown flag, also beside known ones: EINVAL",
      (program) => {
        const fds = openMany(program, 10);
        for (const flags of [0xf, 0xf0, CLOSE_RANGE_CLOEXEC | 0xf00]) {
          expect(program.closeRange(fds[0] as number, fds[9] as number, flags)).toBe(EINVAL);
        }
        expectOpen(program, ...fds);
      },
    ],
    [
      "close_range CloseRangeTest.ConcurrentCalls",
      "many threads unshare and close while others open: each succeeds",
      (program) => {
        openMany(program, 10);
        for (let number = 0; number < 100; number++) {
          const thread = made(program.clone({ files: true, thread: true }));
          if (number % 2 === 0) expect(thread.closeRange(5, 110, CLOSE_RANGE_UNSHARE)).toBe(0);
          else opened(thread.open());
        }
      },
    ],
    [
      "fcntl FcntlTest.SetCloExecBadFD",
      "F_GETFD and F_SETFD of what was closed: EBADF",
      (program) => {
        const fd = opened(program.open());
        program.close(fd);
        expect(program.fGetfd(fd)).toBe(EBADF);
        expect(program.fSetfd(fd, FD_CLOEXEC)).toBe(EBADF);
      },
    ],
    [
      "fcntl FcntlTest.SetCloExec",
      "F_SETFD sets it",
      (program) => {
        const fd = opened(program.open());
        expectCloexec(program, false, fd);
        expect(program.fSetfd(fd, FD_CLOEXEC)).toBe(0);
        expectCloexec(program, true, fd);
      },
    ],
    [
      "fcntl FcntlTest.ClearCloExec",
      "F_SETFD clears it",
      (program) => {
        const fd = opened(program.open(O_CLOEXEC));
        expectCloexec(program, true, fd);
        expect(program.fSetfd(fd, 0)).toBe(0);
        expectCloexec(program, false, fd);
      },
    ],
    [
      "fcntl FcntlTest.IndependentDescriptorFlags",
      "close-on-exec belongs to the descriptor, not to the file",
      (program) => {
        const fd = opened(program.open());
        const duplicate = opened(program.dup(fd));
        expect(program.fSetfd(fd, FD_CLOEXEC)).toBe(0);
        expectCloexec(program, true, fd);
        expectCloexec(program, false, duplicate);
      },
    ],
    [
      "pipe Pipe2Test.CloExec",
      "both ends are close-on-exec, and can be closed",
      (program) => {
        const ends = made(program.pipe2(O_CLOEXEC));
        expectCloexec(program, true, ...ends);
        for (const end of ends) expect(program.close(end)).toBe(0);
      },
    ],
    [
      "pipe Pipe2Test.BadOptions",
      "unknown flags: EINVAL, and nothing is opened",
      (program) => {
        expect(program.pipe2(0xdead)).toBe(EINVAL);
        expect(program.descriptors()).toEqual([0, 1, 2]);
      },
    ],
    [
      "pipe PipeTest.CloseTwice",
      "each end once: EBADF afterwards",
      (program) => {
        const ends = made(program.pipe2());
        for (const end of ends) expect(program.close(end)).toBe(0);
        for (const end of ends) expect(program.close(end)).toBe(EBADF);
      },
    ],
    ...["PipeTest.ProcFDReleasesFile", "PipeTest.ProcFDInfoReleasesFile"].map((source): Assertion => [
      `pipe ${source}`,
      "a look at an open descriptor keeps nothing open: the last close releases the file",
      (program) => {
        const [, end] = made(program.pipe2());
        const before = files(program);
        expect(program.descriptors()).toContain(end);
        expectOpen(program, end);
        expect(program.close(end)).toBe(0);
        expect(files(program)).toBe(before - 1);
      },
    ]),
    [
      "pipe PipeTest.PipeFdCount",
      "pipes past 66000 descriptors, every number another one",
      (program) => {
        expect(program.setrlimit(70_000)).toBe(0);
        const seen = new Set<number>();
        while (!seen.has(66_001)) for (const end of made(program.pipe2())) seen.add(end);
        expect(seen.size).toBe(program.descriptors().length - 3);
      },
    ],
    [
      "pidfd_test PidfdTest.OpenPidfdSelfSucceeds",
      "a pidfd is close-on-exec",
      (program) => expectCloexec(program, true, opened(program.pidfdOpen(program))),
    ],
    [
      "pidfd_test PidfdTest.GetfdUnknown",
      "a number that the process has not open: EBADF",
      (program) => {
        const pidfd = opened(program.pidfdOpen(made(program.clone())));
        expect(program.pidfdGetfd(pidfd, 666)).toBe(EBADF);
      },
    ],
    [
      "pidfd_test PidfdTest.GetfdInvalidFlags",
      "flags: EINVAL",
      (program) => {
        const pidfd = opened(program.pidfdOpen(made(program.clone())));
        expect(program.pidfdGetfd(pidfd, 0, 1)).toBe(EINVAL);
      },
    ],
    [
      "pidfd_test PidfdTest.GetfdWorks",
      "what a child has still open comes back, close-on-exec, the same file",
      (program) => {
        const [end] = made(program.pipe2());
        const kept = opened(program.dup(end));
        const pidfd = opened(program.pidfdOpen(made(program.clone())));
        expect(program.close(end)).toBe(0);
        const fd = opened(program.pidfdGetfd(pidfd, end));
        expectCloexec(program, true, fd);
        expectSameFile(program, fd, kept);
      },
    ],
    [
      "pidfd_test PidfdTest.InvalidPidfd",
      "a descriptor of another kind of file: EBADF",
      (program) => expect(program.pidfdGetfd(0, 0)).toBe(EBADF),
    ],
    ...([1, 2, 3] as const).map((count): Assertion => {
      const name = ["", "BasicFDPass", "BasicTwoFDPass", "BasicThreeFDPass"][count] as string;
      return fits(name, `${count} of ${count} files arrive`, count, space(count), count);
    }),
    [
      "socket_unix_cmsg BadFDPass",
      "-1 cannot be sent: EBADF, and no file is held",
      (program) => {
        const fd = opened(program.open());
        const before = files(program);
        expect(program.sendmsg([fd, -1])).toBe(EBADF);
        program.close(fd);
        expect(files(program)).toBe(before - 1);
      },
    ],
    fits("BasicFDPassNoSpace", "a header alone has room for none", 1, space(0), 0),
    fits("BasicFDPassNoSpaceMsgCtrunc", "the message is truncated", 1, space(0), 0),
    fits("BasicFDPassNullControlMsgCtrunc", "no buffer has room for none", 1, 0, 0),
    fits("BasicFDPassNotEnoughSpaceMsgCtrunc", "one byte has room for none", 1, space(0) + 1, 0),
    fits("BasicThreeFDPassTruncationMsgCtrunc", "two of three arrive", 3, space(2), 2),
    fits("BasicFDPassUnalignedRecv", "exactly one number is room for one", 1, CMSG_HEADER + 4, 1),
    fits("BasicFDPassUnalignedRecvNoMsgTrunc", "and is not truncated", 1, CMSG_HEADER + 4, 1),
    fits("BasicTwoFDPassUnalignedRecvTruncationMsgTrunc", "one of two arrives", 2, CMSG_HEADER + 4, 1),
    [
      "socket_unix_cmsg ConcurrentBasicFDPass",
      "a thread receives while another sends",
      (program) => {
        const fd = opened(program.open());
        const message = made(program.sendmsg([fd]));
        const thread = made(program.clone({ files: true, thread: true }));
        const [received] = thread.recvmsg(message).fds as [number];
        expectSameFile(program, fd, received);
      },
    ],
    [
      "socket_unix_cmsg FDPassNoRecv",
      "read() drops the files of a message",
      (program) => {
        const fd = opened(program.open());
        const message = made(program.sendmsg([fd]));
        const before = files(program);
        program.close(fd);
        expect(files(program)).toBe(before);
        program.read(message);
        expect(files(program)).toBe(before - 1);
      },
    ],
    [
      "socket_unix_cmsg FDPassPeek",
      "MSG_PEEK gives descriptors, and the message gives them again",
      (program) => {
        const fd = opened(program.open());
        const message = made(program.sendmsg([fd]));
        for (const peek of [true, false]) {
          const [received] = program.recvmsg(message, { peek }).fds as [number];
          expectSameFile(program, fd, received);
          expect(program.close(received)).toBe(0);
        }
      },
    ],
    [
      "socket_unix_cmsg ZeroFDPass",
      "a message of no files gives none, and is not truncated",
      (program) => expect(passed(program, 0)).toEqual({ fds: [], truncated: false, sent: [] }),
    ],
    [
      "socket_unix_cmsg CloexecDroppedWhenFDPassed",
      "close-on-exec does not travel",
      (program) => {
        const message = made(program.sendmsg([opened(program.open(O_CLOEXEC))]));
        expectCloexec(program, false, ...program.recvmsg(message).fds);
      },
    ],
    [
      "socket_unix_cmsg CloexecRecvFDPass",
      "MSG_CMSG_CLOEXEC sets it",
      (program) => expectCloexec(program, true, ...passed(program, 1, { cloexec: true }).fds),
    ],
    ...["CloexecNormalFile", "CloexecEventfd"].map((source): Assertion => [
      `exec ExecTest.${source}`,
      "exec closes what is close-on-exec, and nothing else",
      (program) => {
        const [closed, kept] = [opened(program.open(O_CLOEXEC)), opened(program.open())];
        const child = made(program.clone());
        expect(child.execve()).toBe(0);
        expectClosed(child, closed);
        expectOpen(child, kept);
        expectOpen(program, closed, kept);
      },
    ]),
    [
      "exec ExecveatTest.UnshareFiles",
      "exec in a sharer leaves the shared table as it was",
      (program) => {
        const fd = opened(program.open(O_CLOEXEC));
        const child = sharer(program);
        expect(child.execve()).toBe(0);
        expectClosed(child, fd);
        expectOpen(program, fd);
      },
    ],
  ],
};

/** How many open files there are. */
function files({ kernel }: Syscalls): number {
  return [...kernel.memory.blocks()].filter(({ kind }) => kind === "struct file").length;
}
