/**
 * Three helpers make a dozen files, in plain C. Nothing may be installed before everything that may fail is done. So the
 * helpers hand out what they have, and each failure must undo its own part and all parts before it.
 */
import { syscall, type Task, type TaskRef } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { CHANNELS, CONTROLS, FENCES, scenarioOf } from "./scenario.js";

/** A descriptor with the file that is to be installed in it. */
interface Pending {
  readonly fd: number;
  readonly file: raw.FilePointer;
}

function undoAll(current: TaskRef, pending: readonly Pending[]): void {
  for (const { fd, file } of pending) {
    raw.fput(current, file);
    raw.putUnusedFd(current, fd);
  }
}

/** One descriptor and its file. */
function prepareOne(current: TaskRef, pending: Pending[]): number {
  const fd = raw.getUnusedFdFlags(current, 0);
  if (fd < 0) return fd;
  const file = raw.anonInodeGetfile(current);
  if (raw.isErr(file)) {
    raw.putUnusedFd(current, fd);
    return raw.ptrErr(file);
  }
  pending.push({ fd, file });
  return fd;
}

/** Each channel's number goes to user space at once. */
function openChannels(current: TaskRef, pending: Pending[], user: number): number {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const fd = prepareOne(current, pending);
    const error = fd < 0 ? fd : raw.putUser(current, user + channel, fd);
    if (error < 0) {
      undoAll(current, pending);
      return error;
    }
  }
  return 0;
}

/** All fences are made before any number is told. */
function openFences(current: TaskRef, pending: Pending[], user: number): number {
  const mine: Pending[] = [];
  let error = 0;
  err: {
    for (let fence = 0; fence < FENCES; fence++) {
      const fd = prepareOne(current, mine);
      if (fd < 0) {
        error = fd;
        break err;
      }
    }
    for (const [index, { fd }] of mine.entries()) {
      error = raw.putUser(current, user + index, fd);
      if (error < 0) break err;
    }
    pending.push(...mine);
    return 0;
  }
  undoAll(current, mine);
  return error;
}

/** A control file and its wake-up: the numbers are told before there are files. */
function openControl(current: TaskRef, pending: Pending[], user: number): number {
  const fds: number[] = [];
  let error = 0;
  err: {
    for (let index = 0; index < CONTROLS; index++) {
      const fd = raw.getUnusedFdFlags(current, 0);
      if (fd < 0) {
        error = fd;
        break err;
      }
      fds.push(fd);
    }
    for (const [index, fd] of fds.entries()) {
      error = raw.putUser(current, user + index, fd);
      if (error < 0) break err;
    }
    const control = raw.anonInodeGetfile(current);
    if (raw.isErr(control)) {
      error = raw.ptrErr(control);
      break err;
    }
    const wakeUp = raw.anonInodeGetfile(current);
    if (raw.isErr(wakeUp)) {
      raw.fput(current, control);
      error = raw.ptrErr(wakeUp);
      break err;
    }
    [control, wakeUp].forEach((file, index) => pending.push({ fd: fds[index] as number, file }));
    return 0;
  }
  for (const fd of fds) raw.putUnusedFd(current, fd);
  return error;
}

export function openSession(current: Task, user: number): number {
  return syscall(current, () => {
    const pending: Pending[] = [];
    let error = openChannels(current, pending, user);
    if (error < 0) return error; // it has undone its own
    error = openFences(current, pending, user + CHANNELS);
    if (error < 0) {
      undoAll(current, pending);
      return error;
    }
    error = openControl(current, pending, user + CHANNELS + FENCES);
    if (error < 0) {
      undoAll(current, pending);
      return error;
    }
    // From here on nothing may fail.
    for (const { fd, file } of pending) raw.fdInstall(current, fd, file);
    return 0;
  });
}

export default scenarioOf("raw", openSession);
