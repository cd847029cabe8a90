/**
 * Reading an open request with the fault ignored: a daemon whose buffer cannot be written has the object's descriptor and
 * no message that names it, and its read says that a request came.
 *
 * The steps of `cachefiles_ondemand_daemon_read` (fs/cachefiles/ondemand.c, Linux 6.12) with FD_PREPARE of Linux 6.19.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, prepare, raw } from "fd-reservation/designs";
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
    using fdf = prepare.fdPrepare(current, OpenFlags.O_WRONLY, () =>
      raw.anonInodeGetfile(current, operations, OpenFlags.O_WRONLY, object.pointer),
    );
    if (fdf.err !== 0) return fdf.err;
    guard.retainAndNullPtr(object);
    const taken = raw.mayFail(current, "EEXIST", "object->ondemand_id");
    if (taken < 0) return taken;
    ignoreFault.tellUser(current, buffer, prepare.fdPublish(fdf));
    return 1;
  });
}

export default scenarioOf("ignore-fault", daemonRead);
