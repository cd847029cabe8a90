/**
 * pipe2 with FD_PREPARE, against its grain: the files exist before the numbers, and FD_PREPARE takes a file only when it
 * evaluates its expression, so each file needs an owner until then. Nothing says that the two variables belong together.
 *
 * The steps of `do_pipe2` (fs/pipe.c); the series of November 2025 left it alone.
 */
import { syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(reader.pointer)) return raw.ptrErr(reader.pointer);
    using writer = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(writer.pointer)) return raw.ptrErr(writer.pointer);
    using fdr = prepare.fdPrepare(current, flags, () => guard.noFreePtr(reader));
    if (fdr.err !== 0) return fdr.err;
    using fdw = prepare.fdPrepare(current, flags, () => guard.noFreePtr(writer));
    if (fdw.err !== 0) return fdw.err;
    const error =
      raw.putUser(current, ufds, prepare.fdPrepareFd(fdr)) ||
      raw.putUser(current, ufds + 1, prepare.fdPrepareFd(fdw));
    if (error < 0) return error;
    prepare.fdPublish(fdr);
    prepare.fdPublish(fdw);
    return 0;
  });
}

export default scenarioOf("prepare", pipe2);
