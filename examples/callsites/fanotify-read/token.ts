/**
 * Reading fanotify events with the token: one scope for each event.
 *
 * Mirrors `copy_event_to_user` and `fanotify_read` (fs/notify/fanotify/fanotify_user.c, Linux 6.12).
 */
import { Errno, FileDescriptorReservation, FileRef, syscall, type Task } from "fd-reservation";
import { EVENTS, scenarioOf } from "./scenario.js";

function copyEventToUser(current: Task, buffer: number): void {
  FileDescriptorReservation.getUnusedFdFlags(current, 0);
  using fd: FileDescriptorReservation = current.reservation;
  current.mayFail("EACCES", "dentry_open");
  using file = FileRef.anonInodeGetfile(current);
  current.putUser(buffer, fd.reservedFd());
  current.putUser(buffer + 1, 1); // the info record
  fd.commit(file);
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

export default scenarioOf("token", read);
