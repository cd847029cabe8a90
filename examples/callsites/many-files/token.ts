/**
 * A dozen files from three helpers with the token: the helpers put reservations and files into one stack, which gives
 * back what is still in it; what is installed is installed at the end, because nothing may fail after it.
 */
import {
  FileDescriptorReservation,
  FileRef,
  syscall,
  type Move,
  type Task,
  type TaskRef,
} from "fd-reservation";
import { CHANNELS, CONTROLS, FENCES, scenarioOf } from "./scenario.js";

/** Reservations with the files that are to be installed in them. */
class Pending implements Disposable {
  readonly fds: FileDescriptorReservation[] = [];
  readonly files: FileRef[] = [];

  reserve(current: Task): number {
    FileDescriptorReservation.getUnusedFdFlags(current, 0);
    this.fds.push(current.reservation);
    const fd = this.fds.at(-1) as FileDescriptorReservation;
    return fd.reservedFd();
  }

  open(current: TaskRef): void {
    this.files.push(FileRef.anonInodeGetfile(current));
  }

  commit(this: Move<Pending>): void {
    for (const [index, file] of this.files.entries()) {
      const fd: FileDescriptorReservation = this.fds[index] as FileDescriptorReservation;
      fd.commit(file);
    }
  }

  [Symbol.dispose](): void {
    for (const item of [...this.files, ...this.fds].reverse()) item[Symbol.dispose]();
  }
}

/** Each channel's number goes to user space at once. */
function openChannels(current: Task, pending: Pending, user: number): void {
  for (let channel = 0; channel < CHANNELS; channel++) {
    const fd = pending.reserve(current);
    pending.open(current);
    current.putUser(user + channel, fd);
  }
}

/** All fences are made before any number is told. */
function openFences(current: Task, pending: Pending, user: number): void {
  const fds: number[] = [];
  for (let fence = 0; fence < FENCES; fence++) {
    fds.push(pending.reserve(current));
    pending.open(current);
  }
  fds.forEach((fd, index) => current.putUser(user + index, fd));
}

/** A control file and its wake-up: the numbers are told before there are files. */
function openControl(current: Task, pending: Pending, user: number): void {
  const fds = Array.from({ length: CONTROLS }, () => pending.reserve(current));
  fds.forEach((fd, index) => current.putUser(user + index, fd));
  for (let index = 0; index < CONTROLS; index++) pending.open(current);
}

export function openSession(current: Task, user: number): number {
  return syscall(current, () => {
    using pending = new Pending();
    openChannels(current, pending, user);
    openFences(current, pending, user + CHANNELS);
    openControl(current, pending, user + CHANNELS + FENCES);
    pending.commit();
    return 0;
  });
}

export default scenarioOf("token", openSession);
