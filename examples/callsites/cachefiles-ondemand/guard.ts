/**
 * Reading an open request with scope-based clean-up.
 *
 * The steps of `cachefiles_ondemand_daemon_read` (fs/cachefiles/ondemand.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
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
    using fd = guard.getUnusedFd(current, OpenFlags.O_WRONLY);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(
      current,
      raw.anonInodeGetfile(current, operations, OpenFlags.O_WRONLY, object.pointer),
    );
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    guard.retainAndNullPtr(object);
    const error =
      raw.mayFail(current, "EEXIST", "object->ondemand_id") || raw.putUser(current, buffer, fd.fd);
    if (error < 0) return error;
    raw.fdInstall(current, guard.takeFd(fd), guard.noFreePtr(file));
    return 1;
  });
}

export default scenarioOf("guard", daemonRead);
