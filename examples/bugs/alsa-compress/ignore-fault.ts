/** alsa-compress, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current));
    if (fd < 0) return fd;
    const found = raw.fget(current, fd); // dma_buf_get
    raw.privateData(current, found);
    raw.fput(current, found);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "BUG in private_data: NULL is dereferenced");
