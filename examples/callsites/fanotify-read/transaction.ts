/**
 * Reading fanotify events as a transaction: what was delivered stays although a later event fails, so each event has a
 * nested scope; one flat set for the syscall could not tell them apart.
 *
 * The steps of `copy_event_to_user` (fs/notify/fanotify/fanotify_user.c, Linux 6.12) under the per-task design of Al
 * Viro's proposal.
 */
import { Errno, FileRef, syscall, type Task } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { EVENTS, scenarioOf } from "./scenario.js";

function copyEventToUser(current: Task, buffer: number): void {
  Transaction.begin(current);
  using transaction: Transaction = current.transaction;
  const fd = transaction.getUnusedFdFlags(0);
  current.mayFail("EACCES", "dentry_open");
  fd.fdInstall(FileRef.anonInodeGetfile(current));
  current.putUser(buffer, fd.reservedFd());
  current.putUser(buffer + 1, 1); // the info record
  transaction.succeed();
}

export function read(current: Task, buffer: number): number {
  return syscall(current, () => {
    for (let event = 0; event < EVENTS; event++) {
      try {
        copyEventToUser(current, buffer + 2 * event);
      } catch (error) {
        if (event > 0 && error instanceof Errno) return event; // the rest stays queued
        throw error;
      }
    }
    return EVENTS;
  });
}

export default scenarioOf("transaction", read, { scheme: "tagged" });
