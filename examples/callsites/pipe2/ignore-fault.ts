/**
 * pipe2 with the fault ignored: the files still exist before the numbers, because the second number may not be there; both
 * are installed, then told.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12) with CLASS(get_unused_fd).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, raw } from "fd-reservation/designs";
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
    const [readEnd, writeEnd] = [guard.takeFd(fdr), guard.takeFd(fdw)];
    raw.fdInstall(current, readEnd, guard.noFreePtr(reader));
    raw.fdInstall(current, writeEnd, guard.noFreePtr(writer));
    ignoreFault.tellUser(current, ufds, readEnd);
    ignoreFault.tellUser(current, ufds + 1, writeEnd);
    return 0;
  });
}

export default scenarioOf("ignore-fault", pipe2);
