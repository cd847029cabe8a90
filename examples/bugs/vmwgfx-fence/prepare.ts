/** vmwgfx-fence, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const file = prepare.fdPrepareFile(fdf);
    const fd = prepare.fdPublish(fdf);
    const error = raw.putUser(current, user, fd);
    if (error < 0) {
      raw.putUnusedFd(current, fd);
      raw.fput(current, file);
    }
    return error;
  });
}

export default scenarioOf("prepare", call, "although its bit in open_fds was clear");
