/**
 * Reading fanotify events with scope-based clean-up: one scope for each event.
 *
 * The steps of `copy_event_to_user` (fs/notify/fanotify/fanotify_user.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { EVENTS, scenarioOf } from "./scenario.js";

function copyEventToUser(current: Task, buffer: number): number {
  using fd = guard.getUnusedFd(current, 0);
  if (fd.fd < 0) return fd.fd;
  const refused = raw.mayFail(current, "EACCES", "dentry_open");
  if (refused < 0) return refused;
  using file = guard.freeFput(current, raw.anonInodeGetfile(current));
  if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
  const fault = raw.putUser(current, buffer, fd.fd) || raw.putUser(current, buffer + 1, 1);
  if (fault < 0) return fault;
  raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(file));
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

export default scenarioOf("guard", read);
