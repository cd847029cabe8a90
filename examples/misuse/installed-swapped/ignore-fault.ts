/** installed-swapped, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdr = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, 0, 0, 2)); // the writer
    if (fdr.err !== 0) return fdr.err;
    using fdw = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, 0, 0, 1)); // the reader
    if (fdw.err !== 0) return fdw.err;
    prepare.fdPublish(fdw);
    return prepare.fdPublish(fdr);
  });
}

export default scenarioOf("ignore-fault", call, "fd 0 should read and writes");
