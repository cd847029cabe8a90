/** mq-open, the same mistake with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { openQueue, scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const readOnly = raw.mayFail(current, "EROFS", "mnt_want_write") !== 0;
    return ignoreFault.fdAdd(current, 0, () => openQueue(current, Number(readOnly)));
  });
}

export default scenarioOf("ignore-fault", call, "BUG in fd_install: the pointer 1 is dereferenced");
