/** epoll-private-data, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { object }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const file = prepare.fdPrepareFile(fdf);
    const fd = prepare.fdPublish(fdf);
    raw.setPrivateData(current, file, object);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "BUG in read: NULL is dereferenced");
