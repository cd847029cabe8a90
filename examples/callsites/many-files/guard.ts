/**
 * A dozen files from three helpers with scope-based clean-up: a variable ends with its helper, so what is to live
 * longer is taken out of it and put on a list, which has a separate clean-up.
 */
import { syscall, type Task, type TaskRef } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { CHANNELS, FENCES, scenarioOf } from "./scenario.js";

/** A descriptor with the file that is to be installed in it. */
interface Pending {
  readonly fd: number;
  readonly file: raw.FilePointer;
}

/** Stands for the list's address, which a variable of this design holds. */
const LIST: number = 1;

function undoAll(current: TaskRef, pending: readonly Pending[]): void {
  for (const { fd, file } of pending) {
    raw.fput(current, file);
    raw.putUnusedFd(current, fd);
  }
}

/** One descriptor and its file. */
function prepareOne(current: TaskRef, pending: Pending[]): number {
  using fd = guard.getUnusedFd(current, 0);
  if (fd.fd < 0) return fd.fd;
  using file = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
  const number = guard.takeFd(fd);
  pending.push({ fd: number, file: guard.noFreePtr(file) });
  return number;
}

/** Each channel's number goes to user space at once. */
function openChannels(current: TaskRef, pending: Pending[], user: number): number {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const fd = prepareOne(current, pending);
    const error = fd < 0 ? fd : raw.putUser(current, user + channel, fd);
    if (error < 0) return error;
  }
  return 0;
}

/** All fences are made before any number is told. */
function openFences(current: TaskRef, pending: Pending[], user: number): number {
  const fds: number[] = [];
  for (let fence = 0; fence < FENCES; fence++) {
    const fd = prepareOne(current, pending);
    if (fd < 0) return fd;
    fds.push(fd);
  }
  for (const [index, fd] of fds.entries()) {
    const error = raw.putUser(current, user + index, fd);
    if (error < 0) return error;
  }
  return 0;
}

/** A control file and its wake-up: the numbers are told before there are files. */
function openControl(current: TaskRef, pending: Pending[], user: number): number {
  using control = guard.getUnusedFd(current, 0);
  if (control.fd < 0) return control.fd;
  using wakeUp = guard.getUnusedFd(current, 0);
  if (wakeUp.fd < 0) return wakeUp.fd;
  const error = raw.putUser(current, user, control.fd) || raw.putUser(current, user + 1, wakeUp.fd);
  if (error < 0) return error;
  using controlFile = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(controlFile.pointer)) return raw.ptrErr(controlFile.pointer);
  using wakeUpFile = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(wakeUpFile.pointer)) return raw.ptrErr(wakeUpFile.pointer);
  pending.push({ fd: guard.takeFd(control), file: guard.noFreePtr(controlFile) });
  pending.push({ fd: guard.takeFd(wakeUp), file: guard.noFreePtr(wakeUpFile) });
  return 0;
}

export function openSession(current: Task, user: number): number {
  return syscall(current, () => {
    const pending: Pending[] = [];
    using list = guard.free(current, LIST, (pointer) => {
      if (pointer !== 0) undoAll(current, pending);
    });
    const error =
      openChannels(current, pending, user) ||
      openFences(current, pending, user + CHANNELS) ||
      openControl(current, pending, user + CHANNELS + FENCES);
    if (error < 0) return error;
    guard.noFreePtr(list);
    // From here on nothing may fail.
    for (const { fd, file } of pending) raw.fdInstall(current, fd, file);
    return 0;
  });
}

export default scenarioOf("guard", openSession);
