/** cloexec-dropped, with FD_PREPARE: see scenario.ts. */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, 0, OpenFlags.O_CLOEXEC)); // of a file it means nothing
    if (fdf.err !== 0) return fdf.err;
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("prepare", call, "fd 0 stays open across exec");
