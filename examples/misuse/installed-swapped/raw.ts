/** installed-swapped, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const reader = raw.anonInodeGetfile(current, 0, 0, 1);
    if (raw.isErr(reader)) return raw.ptrErr(reader);
    const writer = raw.anonInodeGetfile(current, 0, 0, 2);
    if (raw.isErr(writer)) {
      raw.fput(current, reader);
      return raw.ptrErr(writer);
    }
    const fdr = raw.getUnusedFdFlags(current, 0);
    const fdw = fdr < 0 ? fdr : raw.getUnusedFdFlags(current, 0);
    if (fdw < 0) {
      if (fdr >= 0) raw.putUnusedFd(current, fdr);
      raw.fput(current, writer);
      raw.fput(current, reader);
      return fdw;
    }
    raw.fdInstall(current, fdr, writer);
    raw.fdInstall(current, fdw, reader);
    return fdr;
  });
}

export default scenarioOf("raw", call, "fd 0 should read and writes");
