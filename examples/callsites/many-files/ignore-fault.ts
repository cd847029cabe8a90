/**
 * A dozen files from three helpers with the fault ignored: no helper tells, so fewer steps fail, and the last loop installs
 * and tells. What may still fail, numbers and files, is undone by scopes and by a list, as in the design `guard`.
 */
import { syscall, type Task, type TaskRef } from "fd-reservation";
import { guard, ignoreFault, raw } from "fd-reservation/designs";
import { CHANNELS, CONTROLS, FENCES, scenarioOf } from "./scenario.js";

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
  pending.push({ fd: guard.takeFd(fd), file: guard.noFreePtr(file) });
  return 0;
}

function openChannels(current: TaskRef, pending: Pending[]): number {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const error = prepareOne(current, pending);
    if (error < 0) return error;
  }
  return 0;
}

function openFences(current: TaskRef, pending: Pending[]): number {
  for (let fence = 0; fence < FENCES; fence++) {
    const error = prepareOne(current, pending);
    if (error < 0) return error;
  }
  return 0;
}

function openControl(current: TaskRef, pending: Pending[]): number {
  for (let index = 0; index < CONTROLS; index++) {
    const error = prepareOne(current, pending);
    if (error < 0) return error;
  }
  return 0;
}

export function openSession(current: Task, user: number): number {
  return syscall(current, () => {
    const pending: Pending[] = [];
    using list = guard.free(current, LIST, (pointer) => {
      if (pointer !== 0) undoAll(current, pending);
    });
    const error =
      openChannels(current, pending) || openFences(current, pending) || openControl(current, pending);
    if (error < 0) return error;
    guard.noFreePtr(list);
    for (const [index, { fd, file }] of pending.entries()) {
      raw.fdInstall(current, fd, file);
      ignoreFault.tellUser(current, user + index, fd);
    }
    return 0;
  });
}

export default scenarioOf("ignore-fault", openSession);
