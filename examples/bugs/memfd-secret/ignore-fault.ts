/** memfd-secret, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { operations, count }: Shared): number {
  return syscall(current, () => {
    const fd = ignoreFault.fdAdd(current, 0, () => raw.anonInodeGetfile(current, operations));
    if (fd < 0) return fd;
    current.kernel.memory.add(count, 1);
    return fd;
  });
}

export default scenarioOf("ignore-fault", call, "there are -1 users of secret memory");
