/**
 * A read of fanotify events opens a file for each event. For each one it reserves, opens the file, copies the metadata
 * with the number and the info records, and installs.
 *
 * Mirrors `create_fd`, `copy_event_to_user` and `fanotify_read` (fs/notify/fanotify/fanotify_user.c, Linux 6.12).
 */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { EVENTS, scenarioOf } from "./scenario.js";

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

export default scenarioOf("raw", read);
