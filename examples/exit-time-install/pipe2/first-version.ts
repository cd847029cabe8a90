/**
 * pipe2 in C as the first version of the answer has it: both files exist first, as in Linux, and are installed *before* the
 * numbers go to user space; a fault undoes all. Until a file is installed its scope owns it.
 *
 * The steps of `do_pipe2` (fs/pipe.c, Linux 6.12), as Al Viro's message has them (20240915193443.GK2825852@ZenIV).
 */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "../../callsites/pipe2/scenario.js";

export function pipe2(current: Task, ufds: number, flags: number): number {
  return syscall(current, () => {
    using reader = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(reader.pointer)) return raw.ptrErr(reader.pointer);
    using writer = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(writer.pointer)) return raw.ptrErr(writer.pointer);
    const fdr = raw.getUnusedFdFlags(current, flags);
    if (fdr < 0) return fdr;
    const fdw = raw.getUnusedFdFlags(current, flags);
    if (fdw < 0) return fdw;
    raw.fdInstall(current, fdr, guard.noFreePtr(reader));
    raw.fdInstall(current, fdw, guard.noFreePtr(writer));
    return raw.putUser(current, ufds, fdr) || raw.putUser(current, ufds + 1, fdw);
  });
}

export default scenarioOf("first-version", pipe2, { scheme: "tagged" });
