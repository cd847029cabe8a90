/** What the kernel's own selftests assert about descriptors (tools/testing/selftests/core and pidfd). */
import { expect } from "vitest";
import { CLOSE_RANGE_CLOEXEC, CLOSE_RANGE_UNSHARE, O_CLOEXEC } from "../../../src/kernel/index.js";
import { ESRCH, type Syscalls } from "../syscalls.js";
import {
  EBADF,
  EINVAL,
  EMFILE,
  expectCloexec,
  expectClosed,
  expectOpen,
  expectSameFile,
  made,
  opened,
  openMany,
  sharer,
  UINT_MAX,
  type Suite,
} from "./assertion.js";

const BOTH = CLOSE_RANGE_CLOEXEC | CLOSE_RANGE_UNSHARE;

/** Closes 101 descriptors from 3 in four ranges, with gaps, and looks at them after each. */
function closeInRanges(program: Syscalls, flags: number): void {
  const isOpenFrom = (first: number, from: number, last: number): void => {
    for (let fd = first; fd <= last; fd++) (fd < from ? expectClosed : expectOpen)(program, fd);
  };
  expect(program.closeRange(3, 53, flags)).toBe(0);
  isOpenFrom(3, 54, 103);
  for (const gap of [57, 78, 81, 82, 84, 90]) expect(program.close(gap)).toBe(0);
  expect(program.closeRange(54, 95, flags)).toBe(0);
  isOpenFrom(54, 96, 103);
  expect(program.closeRange(96, 102, flags)).toBe(0);
  isOpenFrom(96, 103, 103);
  expect(program.closeRange(103, 103, flags)).toBe(0);
  expectClosed(program, 103);
}

/** Marks two ranges close-on-exec below a limit that lies in the first, then all from 3. */
function markInRanges(program: Syscalls, flags: number): void {
  const fds = openMany(program, 101);
  expect(program.setrlimit(25)).toBe(0);
  expect(program.closeRange(3, 53, flags)).toBe(0);
  expect(program.closeRange(78, 103, flags)).toBe(0);
  expectCloexec(program, true, ...fds.slice(0, 51), ...fds.slice(75));
  expectCloexec(program, false, ...fds.slice(51, 75));
  expect(program.closeRange(3, UINT_MAX, flags)).toBe(0);
  expectCloexec(program, true, ...fds);
}

export const kselftest: Suite = {
  name: "kselftest",
  assertions: [
    [
      "close_range_test core_close_range",
      "unknown flags: EINVAL, and nothing is closed",
      (program) => {
        const fds = openMany(program, 101, O_CLOEXEC);
        expect(program.closeRange(3, 103, -1)).toBe(EINVAL);
        expectOpen(program, ...fds);
      },
    ],
    [
      "close_range_test core_close_range",
      "files that were opened apart are not the same file",
      (program) => {
        const fds = openMany(program, 101);
        for (const fd of fds.slice(1)) expect(program.fDupfdQuery(fd - 1, fd)).toBe(0);
      },
    ],
    [
      "close_range_test core_close_range",
      "exactly a range is closed, also with gaps in it, and a range of one",
      (program) => {
        openMany(program, 101, O_CLOEXEC);
        closeInRanges(program, 0);
      },
    ],
    [
      "close_range_test close_range_unshare",
      "in a sharer with UNSHARE: exactly the range is closed there, and all stays open here",
      (program) => {
        const fds = openMany(program, 101, O_CLOEXEC);
        closeInRanges(sharer(program), CLOSE_RANGE_UNSHARE);
        expectOpen(program, ...fds);
      },
    ],
    [
      "close_range_test close_range_unshare_capped",
      "a range to UINT_MAX ends where the table does",
      (program) => {
        const fds = openMany(program, 101, O_CLOEXEC);
        const child = sharer(program);
        expect(child.closeRange(3, UINT_MAX, CLOSE_RANGE_UNSHARE)).toBe(0);
        expectClosed(child, ...fds);
      },
    ],
    [
      "close_range_test close_range_cloexec",
      "exactly the ranges are marked, also past RLIMIT_NOFILE",
      (program) => markInRanges(program, CLOSE_RANGE_CLOEXEC),
    ],
    [
      "close_range_test close_range_cloexec_unshare",
      "exactly the ranges are marked with UNSHARE, also past RLIMIT_NOFILE",
      (program) => markInRanges(program, BOTH),
    ],
    [
      "close_range_test close_range_cloexec_syzbot",
      "marks past a huge gap are set for every sharer, and dup2 clears the one of its target",
      (program) => {
        const [fd] = openMany(program, 1) as [number];
        expect(program.dup2(fd, 1000)).toBe(1000);
        expectSameFile(program, fd, 1000);
        const child = sharer(program);
        expect(child.closeRange(3, UINT_MAX, CLOSE_RANGE_CLOEXEC)).toBe(0);
        expectCloexec(child, true, fd, 1000);
        expect(child.dup2(fd, 42)).toBe(42);
        expectSameFile(child, fd, 42);
        expectCloexec(child, false, 42);
        child.exit();
        expectCloexec(program, true, fd, 1000);
        expect(program.dup2(fd, 42)).toBe(42);
        expectCloexec(program, false, 42);
        const [apart] = openMany(program, 1) as [number];
        expect(program.fDupfdQuery(fd, apart)).toBe(0);
        for (const open of [fd, 1000, 42, apart]) expect(program.close(open)).toBe(0);
      },
    ],
    [
      "close_range_test close_range_cloexec_unshare_syzbot",
      "marks past a huge gap with UNSHARE: the copy has all, is marked alone, and can be closed",
      (program) => {
        const [fd] = openMany(program, 1) as [number];
        expect(program.dup2(fd, 1000)).toBe(1000);
        for (let times = 0; times < 100; times++) {
          const child = sharer(program);
          expect(child.closeRange(3, UINT_MAX, BOTH)).toBe(0);
          expectCloexec(child, true, fd, 1000);
          expect(child.dup2(fd, 42)).toBe(42);
          expectCloexec(child, false, 42);
          for (const open of [fd, 1000, 42]) expect(child.close(open)).toBe(0);
          child.exit();
        }
        expectCloexec(program, false, fd, 1000);
        expect(program.dup2(fd, 42)).toBe(42);
        expectCloexec(program, false, 42);
        for (const open of [fd, 1000, 42]) expect(program.close(open)).toBe(0);
      },
    ],
    [
      "close_range_test close_range_bitmap_corruption",
      "the lowest closed number is free in a copy that is smaller than the full table",
      (program) => {
        for (let fd = 3; fd < 128; fd++) expect(program.dup2(0, fd)).toBe(fd);
        const child = sharer(program);
        expect(child.closeRange(64, UINT_MAX, CLOSE_RANGE_UNSHARE)).toBe(0);
        expect(child.dup(0)).toBe(64);
        expect(child.close(64)).toBe(0);
        expect(child.fGetfd(64)).toBe(EBADF);
        expect(child.dup(0)).toBe(64);
      },
    ],
    [
      "unshare_test unshare_EMFILE",
      "a descriptor past nr_open, which was lowered: unsharing the table gives EMFILE",
      (program) => {
        const { nrOpen } = program.kernel;
        program.kernel.nrOpen = 2 * nrOpen;
        expect(program.setrlimit(2 * nrOpen)).toBe(0);
        expect(program.dup2(2, nrOpen + 64)).toBe(nrOpen + 64);
        const child = sharer(program);
        program.kernel.nrOpen = nrOpen;
        expect(child.unshare()).toBe(EMFILE);
      },
    ],
    [
      "pidfd_getfd_test child.fetch_fd",
      "a descriptor of a child: the same open file",
      (program) => {
        const child = made(program.clone());
        const target = opened(child.open());
        const fd = opened(program.pidfdGetfd(opened(program.pidfdOpen(child)), target));
        const [sent] = program.recvmsg(made(child.sendmsg([target]))).fds as [number];
        expectSameFile(program, fd, sent);
      },
    ],
    [
      "pidfd_getfd_test child.test_unknown_fd",
      "a descriptor that the child has not: EBADF",
      (program) => {
        const pidfd = opened(program.pidfdOpen(made(program.clone())));
        expect(program.pidfdGetfd(pidfd, 111)).toBe(EBADF);
      },
    ],
    [
      "pidfd_getfd_test flags_set",
      "flags: EINVAL, before it looks whether there is a pidfd",
      (program) => expect(program.pidfdGetfd(0, 0, 1)).toBe(EINVAL),
    ],
    [
      "pidfd_getfd_test child.no_strange_EBADF",
      "of a child that has been killed: ESRCH, and not EBADF",
      (program) => {
        const child = made(program.clone());
        const pidfd = opened(program.pidfdOpen(child));
        const target = opened(child.open());
        child.exit();
        expect(program.pidfdGetfd(pidfd, target)).toBe(-ESRCH);
      },
    ],
  ],
};
