/** dma-heap, the same mistake with FD_PREPARE: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    const fd = prepare.fdAdd(current, 0, () => raw.anonInodeGetfile(current)); // dma_buf_fd of Linux 6.19
    if (fd < 0) return fd;
    return raw.putUser(current, user, fd);
  });
}

export default scenarioOf("prepare", call, "the call failed and yet fd 0 is open, which it was not before");
