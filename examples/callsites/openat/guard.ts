/**
 * openat with scope-based clean-up: the number gives itself back, unless it is taken.
 *
 * Mirrors `do_sys_openat2` (fs/open.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function openat(current: Task, flags: number): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, flags);
    if (fd.fd < 0) return fd.fd;
    const error = raw.mayFail(current, "ENOENT", "do_filp_open");
    if (error < 0) return error;
    const file = raw.anonInodeGetfile(current, 0, flags);
    if (raw.isErr(file)) return raw.ptrErr(file);
    raw.fdInstall(current, fd.fd, file);
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", openat);
