/**
 * Reading an open request with slots: the file is staged in the helper that makes it, where the kernel installed it before
 * CVE-2024-40913, and the message may still fault.
 *
 * The steps of `cachefiles_ondemand_daemon_read` (fs/cachefiles/ondemand.c, Linux 6.12) with fd_prepare and fd_stage of the
 * series of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

/** cachefiles_ondemand_get_fd: once the file is staged, it puts the object. */
function getFd(current: Task, operations: number, count: number): number {
  const { memory } = current.kernel;
  memory.add(count, 1); // cachefiles_grab_object
  let error: number;
  err: {
    error = raw.mayFail(current, "ENOMEM", "xa_alloc_cyclic");
    if (error < 0) break err;
    const slot = slots.fdPrepare(current, OpenFlags.O_WRONLY);
    if (slots.isErr(slot)) {
      error = slots.ptrErr(slot);
      break err;
    }
    const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_WRONLY, count);
    if (raw.isErr(file)) {
      error = raw.ptrErr(file);
      break err;
    }
    return slots.fdStage(current, slot, file);
  }
  memory.add(count, -1);
  return error;
}

export function daemonRead(current: Task, operations: number, count: number, buffer: number): number {
  return syscall(current, () => {
    const fd = getFd(current, operations, count);
    if (fd < 0) return fd;
    const error = raw.mayFail(current, "EEXIST", "object->ondemand_id") || raw.putUser(current, buffer, fd);
    return error < 0 ? error : 1;
  });
}

export default scenarioOf("slots", daemonRead, { scheme: "slots" });
