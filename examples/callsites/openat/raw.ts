/**
 * openat reserves a number, opens the file and installs it. When the path cannot be opened, it gives the number back.
 *
 * Mirrors `do_sys_openat2` (fs/open.c, Linux 6.12).
 */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function openat(current: Task, flags: number): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, flags);
    if (fd < 0) return fd;
    const error = raw.mayFail(current, "ENOENT", "do_filp_open");
    if (error < 0) {
      raw.putUnusedFd(current, fd);
      return error;
    }
    const file = raw.anonInodeGetfile(current, 0, flags);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, file);
    return fd;
  });
}

export default scenarioOf("raw", openat);
