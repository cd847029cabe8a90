/** What an assertion of another test suite is here: where it stands, what it shows, and a program of the model that shows it. */
import { expect } from "vitest";
import { errnoNumbers } from "../../../src/kernel/index.js";
import type { Syscalls } from "../syscalls.js";

/** One assertion, in words and as a program with 0, 1 and 2 open. */
export type Assertion = readonly [source: string, shows: string, run: (program: Syscalls) => void];

/** The assertions of one suite, by the test that makes them. */
export interface Suite {
  readonly name: "kselftest" | "LTP" | "gVisor";
  readonly assertions: readonly Assertion[];
}

export const [EBADF, EINVAL, EMFILE, EPERM] = [
  -errnoNumbers.EBADF,
  -errnoNumbers.EINVAL,
  -errnoNumbers.EMFILE,
  -errnoNumbers.EPERM,
];
/** UINT_MAX. */
export const UINT_MAX = 0xffffffff;

/** `count` files, opened one after the other. */
export function openMany(program: Syscalls, count: number, flags = 0): number[] {
  return Array.from({ length: count }, () => opened(program.open(flags)));
}

/** A descriptor that a call must have given. */
export function opened(fd: number): number {
  expect(fd, "a descriptor").toBeGreaterThanOrEqual(0);
  return fd;
}

/** What a call must have made, such as two descriptors: no error. */
export function made<Made extends object>(result: Made | number): Made {
  if (typeof result === "number") return expect.unreachable(`a success, not ${result}`);
  return result;
}

/** A task that shares the program's table. */
export function sharer(program: Syscalls): Syscalls {
  return made(program.clone({ files: true }));
}

export function expectClosed(program: Syscalls, ...fds: readonly number[]): void {
  for (const fd of fds) expect(program.fGetfd(fd), `F_GETFD of ${fd}`).toBe(EBADF);
}

export function expectOpen(program: Syscalls, ...fds: readonly number[]): void {
  for (const fd of fds) expect(program.fGetfd(fd), `F_GETFD of ${fd}`).toBeGreaterThanOrEqual(0);
}

/** Requires that each is open, and close-on-exec or not. */
export function expectCloexec(program: Syscalls, isSet: boolean, ...fds: readonly number[]): void {
  expect(fds, "descriptors to look at").not.toEqual([]);
  for (const fd of fds) expect(program.fGetfd(fd), `F_GETFD of ${fd}`).toBe(Number(isSet));
}

/** Requires that two descriptors name one open file. */
export function expectSameFile(program: Syscalls, fd: number, otherfd: number): void {
  expect(program.fDupfdQuery(fd, otherfd), `whether ${fd} and ${otherfd} name one file`).toBe(1);
}

/** Opens one, and requires that dup gives another number of the same file. */
export function expectDup(program: Syscalls): void {
  const fd = opened(program.open());
  const duplicate = opened(program.dup(fd));
  expect(duplicate).not.toBe(fd);
  expectSameFile(program, fd, duplicate);
}
