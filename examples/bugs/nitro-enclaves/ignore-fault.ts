/** nitro-enclaves, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count, user }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current, operations));
    if (fdf.err !== 0) return fdf.err;
    current.kernel.memory.add(count, 1);
    const fd = prepare.fdPublish(fdf);
    const error = raw.putUser(current, user, 1);
    if (error < 0) {
      raw.putUnusedFd(current, fd);
      return error;
    }
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "although its bit in open_fds was clear");
