/** installed-swapped, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using reader = guard.freeFput(current, raw.anonInodeGetfile(current, 0, 0, 1));
    if (raw.isErr(reader.pointer)) return raw.ptrErr(reader.pointer);
    using writer = guard.freeFput(current, raw.anonInodeGetfile(current, 0, 0, 2));
    if (raw.isErr(writer.pointer)) return raw.ptrErr(writer.pointer);
    using fdr = guard.getUnusedFd(current, 0);
    if (fdr.fd < 0) return fdr.fd;
    using fdw = guard.getUnusedFd(current, 0);
    if (fdw.fd < 0) return fdw.fd;
    const number = guard.takeFd(fdr);
    raw.fdInstall(current, number, guard.noFreePtr(writer));
    raw.fdInstall(current, guard.takeFd(fdw), guard.noFreePtr(reader));
    return number;
  });
}

export default scenarioOf("guard", call, "fd 0 should read and writes");
