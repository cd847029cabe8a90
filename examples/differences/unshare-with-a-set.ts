/**
 * A task unshares its table in the middle of a syscall, with one file uncommitted. By default the call is refused, as
 * mainline's rule has it; on a kernel that transfers, the entry goes along to the private copy and is published there,
 * and leaves the sibling's table. In mainline the reservation would stay behind, in the old table: races/rule-2.ts.
 */
import { FileRef, OpenFlags, syscall, type KernelOptions, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import type { Exclusive } from "fd-reservation/ownership";
import { open, small } from "../races/calls.js";

const EINVAL = -22;

/** The types allow it: the option is on. */
function unshareTransferring(current: Exclusive<Task>): number {
  return syscall(current, () => {
    Transaction.beginTransferring(current);
    using transaction: Transaction = current.transaction;
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    current.unshareFiles();
    return transaction.succeed(fd.reservedFd());
  });
}

/** The types refuse it, so it goes behind their back. */
function refused(
  leave: (alias: { unshareFiles(): void; execve(): void }) => void,
): (current: Task) => number {
  return (current) =>
    syscall(current, () => {
      const alias: { unshareFiles(): void; execve(): void } = current;
      Transaction.begin(current);
      using transaction: Transaction = current.transaction;
      const fd = transaction.getUnusedFdFlags(0);
      fd.fdInstall(FileRef.anonInodeGetfile(current));
      leave(alias);
      return transaction.succeed(fd.reservedFd());
    });
}

const unshareRefused = refused((alias) => alias.unshareFiles());
const execRefused = refused((alias) => alias.execve());

function unsharing(
  unshareReserving: NonNullable<KernelOptions["unshareReserving"]>,
  caller: (current: Task) => number,
  outcome: (result: number, open: readonly number[]) => boolean,
  call = "unshare",
): Scenario {
  return scenario({
    name: `${call} with a file uncommitted, ${unshareReserving}`,
    // Without guards it is the kernel that decides.
    kernel: { ...small, scheme: "tagged", unshareReserving, guards: false },
    tasks: { caller, sibling: open },
    check({ tasks, results: { caller: result = 0, sibling = 0 }, failures }) {
      if (failures.length > 0) return;
      const mine = tasks["caller"]?.openDescriptors() ?? [];
      const theirs = String(tasks["sibling"]?.openDescriptors());
      if (!outcome(result, mine)) throw new Error(`unsharing gave ${result}, and ${mine.join()} are open`);
      if (theirs !== String([sibling])) throw new Error(`the sibling opened ${sibling}, and has ${theirs}`);
    },
  });
}

export const refuse = unsharing("refuse", unshareRefused, (result) => result === EINVAL);
export const exec = unsharing("refuse", execRefused, (result) => result === EINVAL, "execve");

/** With a table that is shared with nobody there is nothing to copy, and exec is refused all the same. */
export const execAlone = scenario({
  name: "execve with a file uncommitted, no sibling",
  kernel: { ...small, scheme: "tagged", guards: false },
  tasks: { caller: execRefused },
  check({ results: { caller = 0 }, failures }) {
    if (failures.length === 0 && caller !== EINVAL) throw new Error(`execve gave ${caller}`);
  },
});

export const transfer = unsharing("transfer", unshareTransferring, (result, mine) => mine.includes(result));

/** Where exec is allowed, it undoes what is marked close-on-exec: the new program must not find it open. */
export const execCloseOnExec = scenario({
  name: "execve with a close-on-exec file uncommitted, transfer",
  kernel: { ...small, scheme: "tagged", unshareReserving: "transfer", guards: false },
  tasks: {
    caller: (current) =>
      syscall(current, () => {
        Transaction.beginTransferring(current);
        using transaction: Transaction = current.transaction;
        const fd = transaction.getUnusedFdFlags(OpenFlags.O_CLOEXEC);
        fd.fdInstall(FileRef.anonInodeGetfile(current));
        current.execve();
        return transaction.succeed(0);
      }),
  },
  check({ tasks }) {
    const open = tasks["caller"]?.openDescriptors() ?? [];
    if (open.length > 0) throw new Error(`the new program has ${open.join()} open`);
  },
});
