/**
 * pipe2 with scope-based clean-up: four variables, and four times taking the value out before the install.
 *
 * Mirrors `do_pipe2` (fs/pipe.c, Linux 6.12) with CLASS(get_unused_fd) and __free(fput).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(reader.pointer)) return raw.ptrErr(reader.pointer);
    using writer = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(writer.pointer)) return raw.ptrErr(writer.pointer);
    using fdr = guard.getUnusedFd(current, flags);
    if (fdr.fd < 0) return fdr.fd;
    using fdw = guard.getUnusedFd(current, flags);
    if (fdw.fd < 0) return fdw.fd;
    const error = raw.putUser(current, ufds, fdr.fd) || raw.putUser(current, ufds + 1, fdw.fd);
    if (error < 0) return error;
    raw.fdInstall(current, guard.takeFd(fdr), guard.noFreePtr(reader));
    raw.fdInstall(current, guard.takeFd(fdw), guard.noFreePtr(writer));
    return 0;
  });
}

export default scenarioOf("guard", pipe2);
