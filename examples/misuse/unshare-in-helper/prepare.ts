/** unshare-in-helper, with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { prepare, raw } from "fd-reservation/designs";
import { isolate } from "../helpers.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    isolate(current);
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("prepare", call, "although its bit in open_fds was clear");
