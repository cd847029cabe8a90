/** alsa-compress, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    if (fdf.err !== 0) return fdf.err;
    const fd = prepare.fdPublish(fdf);
    const found = raw.fget(current, fd); // dma_buf_get
    raw.privateData(current, found);
    raw.fput(current, found);
    return fd;
  });
}

export default scenarioOf("prepare", call, "BUG in private_data: NULL is dereferenced");
