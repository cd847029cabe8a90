/**
 * Reading an open request with slots: the file is staged as soon as it is made, where the kernel installed it before
 * CVE-2024-40913, and the message may still fault.
 *
 * The steps of `cachefiles_ondemand_daemon_read` (fs/cachefiles/ondemand.c, Linux 6.12) with fd_prepare and fd_stage of the
 * series of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function daemonRead(current: Task, operations: number, count: number, buffer: number): number {
  return syscall(current, () => {
    const { memory } = current.kernel;
    memory.add(count, 1); // cachefiles_grab_object
    using object = guard.free(current, count, (pointer) => {
      if (pointer !== 0) memory.add(pointer, -1);
    });
    const full = raw.mayFail(current, "ENOMEM", "xa_alloc_cyclic");
    if (full < 0) return full;
    const slot = slots.fdPrepare(current, OpenFlags.O_WRONLY);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_WRONLY, object.pointer);
    if (raw.isErr(file)) return raw.ptrErr(file);
    guard.retainAndNullPtr(object);
    const fd = slots.fdStage(current, slot, file);
    const error = raw.mayFail(current, "EEXIST", "object->ondemand_id") || raw.putUser(current, buffer, fd);
    return error < 0 ? error : 1;
  });
}

export default scenarioOf("slots", daemonRead, { scheme: "slots" });
