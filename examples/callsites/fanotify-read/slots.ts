/**
 * Reading fanotify events with slots: the read succeeds although a later event fails, so the return installs whatever is
 * staged. An event may stage its file only when nothing of it can fail any more, and until then puts it by hand.
 *
 * The steps of `copy_event_to_user` and `fanotify_read` (fs/notify/fanotify/fanotify_user.c, Linux 6.12) with fd_prepare and
 * fd_stage of the series of September 2026.
 */
import { syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { EVENTS, scenarioOf } from "./scenario.js";

function copyEventToUser(current: Task, buffer: number): number {
  const slot = slots.fdPrepare(current, 0);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  let error = raw.mayFail(current, "EACCES", "dentry_open");
  const file = error < 0 ? (error as raw.FilePointer) : raw.anonInodeGetfile(current);
  if (raw.isErr(file)) return raw.ptrErr(file); // the number stays reserved until the read returns
  error =
    raw.putUser(current, buffer, slots.fdPrepareFd(current, slot)) || raw.putUser(current, buffer + 1, 1);
  if (error < 0) {
    raw.fput(current, file);
    return error;
  }
  slots.fdStage(current, slot, file);
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

export default scenarioOf("slots", read, { scheme: "slots" });
