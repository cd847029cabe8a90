/**
 * pipe2 with the fault ignored: the files still exist before the numbers, because the second number may not be there; both
 * are published, then told.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12) with FD_PREPARE of Linux 6.19.
 */
import { syscall, type Task } from "fd-reservation";
import { guard, ignoreFault, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(reader.pointer)) return raw.ptrErr(reader.pointer);
    using writer = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(writer.pointer)) return raw.ptrErr(writer.pointer);
    using fdr = prepare.fdPrepare(current, flags, () => raw.getFile(current, reader.pointer));
    if (fdr.err !== 0) return fdr.err;
    using fdw = prepare.fdPrepare(current, flags, () => raw.getFile(current, writer.pointer));
    if (fdw.err !== 0) return fdw.err;
    ignoreFault.tellUser(current, ufds, prepare.fdPublish(fdr));
    ignoreFault.tellUser(current, ufds + 1, prepare.fdPublish(fdw));
    return 0;
  });
}

export default scenarioOf("ignore-fault", pipe2);
