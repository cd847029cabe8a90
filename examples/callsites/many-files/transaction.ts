/**
 * A moderately long syscall that installs a dozen files from three helpers, each of which may fail, with no clean-up
 * code anywhere: the case for which the proposal has the commit ("something that installs a lot of files wouldn't
 * have to play convoluted games on cleanup").
 */
import { FileRef, syscall, type Task, type TaskRef } from "fd-reservation";
import { Transaction } from "fd-reservation/designs";
import { CHANNELS, FENCES, scenarioOf } from "./scenario.js";

/** Four channels: a file each, its number to user space at once. */
function openChannels(current: TaskRef, transaction: Transaction, user: number): void {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    current.putUser(user + channel, fd.reservedFd());
  }
}

/** Six fences, all made before any number is told. */
function openFences(current: TaskRef, transaction: Transaction, user: number): void {
  const fences = Array.from({ length: FENCES }, () => {
    const fd = transaction.getUnusedFdFlags(0);
    fd.fdInstall(FileRef.anonInodeGetfile(current));
    return fd.reservedFd();
  });
  fences.forEach((fd, index) => current.putUser(user + index, fd));
}

/** A control file and its wake-up. */
function openControl(current: TaskRef, transaction: Transaction, user: number): void {
  const control = transaction.getUnusedFdFlags(0);
  const wakeUp = transaction.getUnusedFdFlags(0);
  current.putUser(user, control.reservedFd());
  current.putUser(user + 1, wakeUp.reservedFd());
  control.fdInstall(FileRef.anonInodeGetfile(current));
  wakeUp.fdInstall(FileRef.anonInodeGetfile(current));
}

export function openSession(current: Task, user: number): number {
  return syscall(current, () => {
    Transaction.begin(current);
    using transaction: Transaction = current.transaction;
    openChannels(current, transaction, user);
    openFences(current, transaction, user + CHANNELS);
    openControl(current, transaction, user + CHANNELS + FENCES);
    return transaction.succeed(0);
  });
}

export default scenarioOf("transaction", openSession, { scheme: "tagged" });
