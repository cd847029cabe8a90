/**
 * Reading fanotify events in C as the first version of the answer has it: the read succeeds although a later event fails, and a
 * number that is reserved without a file is a BUG on success. So such an event gives its number back by hand, and installs
 * its file only when nothing of it can fail any more.
 *
 * The steps of `copy_event_to_user` and `fanotify_read` (fs/notify/fanotify/fanotify_user.c, Linux 6.12), as Al Viro's message
 * has them (20240915193443.GK2825852@ZenIV).
 */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { EVENTS, scenarioOf } from "../../callsites/fanotify-read/scenario.js";

function copyEventToUser(current: Task, buffer: number): number {
  const fd = raw.getUnusedFdFlags(current, 0);
  if (fd < 0) return fd;
  let error = raw.mayFail(current, "EACCES", "dentry_open");
  const file = error < 0 ? (error as raw.FilePointer) : raw.anonInodeGetfile(current);
  if (raw.isErr(file)) {
    raw.putUnusedFd(current, fd);
    return raw.ptrErr(file);
  }
  error = raw.putUser(current, buffer, fd) || raw.putUser(current, buffer + 1, 1);
  if (error < 0) {
    raw.putUnusedFd(current, fd);
    raw.fput(current, file);
    return error;
  }
  raw.fdInstall(current, fd, file);
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

export default scenarioOf("first-version", read, { scheme: "tagged" });
