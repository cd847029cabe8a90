/** memfd-secret, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, operations));
    if (fdf.err !== 0) return fdf.err;
    const fd = prepare.fdPublish(fdf);
    current.kernel.memory.add(count, 1);
    return fd;
  });
}

export default scenarioOf("prepare", call, "there are -1 users of secret memory");
