/**
 * Reading fanotify events with FD_PREPARE: one variable for each event.
 *
 * The steps of `copy_event_to_user` (fs/notify/fanotify/fanotify_user.c, Linux 6.12) with FD_PREPARE of Linux 6.19.
 */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { EVENTS, scenarioOf } from "./scenario.js";

function dentryOpen(current: Task): raw.FilePointer {
  const refused = raw.mayFail(current, "EACCES", "dentry_open");
  return refused < 0 ? (refused as raw.FilePointer) : raw.anonInodeGetfile(current);
}

function copyEventToUser(current: Task, buffer: number): number {
  using fdf = prepare.fdPrepare(current, 0, () => dentryOpen(current));
  if (fdf.err !== 0) return fdf.err;
  const fault = raw.putUser(current, buffer, prepare.fdPrepareFd(fdf)) || raw.putUser(current, buffer + 1, 1);
  if (fault < 0) return fault;
  prepare.fdPublish(fdf);
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

export default scenarioOf("prepare", read);
