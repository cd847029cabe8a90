/** borrowed-file, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { slotOf } from "../../bugs/calls.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    raw.fdInstall(current, fd, slotOf(current, lent) as raw.FilePointer);
    return fd;
  });
}

export default scenarioOf("raw", call, "its count is 1 and 2 references exist");
