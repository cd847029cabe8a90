/**
 * The daemon of cachefiles reads a request to open an object. The object, its id, a number and a file are made first;
 * the file is installed only after the message is with the daemon.
 *
 * Mirrors `cachefiles_ondemand_get_fd` and `cachefiles_ondemand_daemon_read` (fs/cachefiles/ondemand.c, Linux 6.12).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function daemonRead(current: Task, operations: number, count: number, buffer: number): number {
  return syscall(current, () => {
    const { memory } = current.kernel;
    memory.add(count, 1); // cachefiles_grab_object
    let error: number;
    err: {
      error = raw.mayFail(current, "ENOMEM", "xa_alloc_cyclic");
      if (error < 0) break err;
      const fd = (error = raw.getUnusedFdFlags(current, OpenFlags.O_WRONLY));
      if (fd < 0) break err;
      const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_WRONLY, count);
      if (raw.isErr(file)) {
        raw.putUnusedFd(current, fd);
        error = raw.ptrErr(file);
        break err;
      }
      error = raw.mayFail(current, "EEXIST", "object->ondemand_id") || raw.putUser(current, buffer, fd);
      if (error < 0) {
        raw.putUnusedFd(current, fd);
        raw.fput(current, file); // puts the object
        return error;
      }
      raw.fdInstall(current, fd, file);
      return 1;
    }
    memory.add(count, -1);
    return error;
  });
}

export default scenarioOf("raw", daemonRead);
