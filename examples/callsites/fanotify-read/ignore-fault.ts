/**
 * Reading fanotify events with the fault ignored: the info record has no number and may fail, so it goes first; then the
 * event's descriptor is published and told. A bad buffer loses the event and keeps its descriptor.
 *
 * The steps of `copy_event_to_user` and `fanotify_read` (fs/notify/fanotify/fanotify_user.c, Linux 6.12) with FD_PREPARE of
 * Linux 6.19.
 */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, prepare, raw } from "fd-reservation/designs";
import { EVENTS, scenarioOf } from "./scenario.js";

function dentryOpen(current: Task): raw.FilePointer {
  const refused = raw.mayFail(current, "EACCES", "dentry_open");
  return refused < 0 ? (refused as raw.FilePointer) : raw.anonInodeGetfile(current);
}

function copyEventToUser(current: Task, buffer: number): number {
  using fdf = prepare.fdPrepare(current, 0, () => dentryOpen(current));
  if (fdf.err !== 0) return fdf.err;
  const fault = raw.putUser(current, buffer + 1, 1);
  if (fault < 0) return fault;
  ignoreFault.tellUser(current, buffer, prepare.fdPublish(fdf));
  return 0;
}

export function read(current: Task, buffer: number): number {
  return syscall(current, () => {
    for (let event = 0; event < EVENTS; event++) {
      const error = copyEventToUser(current, buffer + 2 * event);
      if (error < 0) return event > 0 ? event : error;
    }
    return EVENTS;
  });
}

export default scenarioOf("ignore-fault", read);
