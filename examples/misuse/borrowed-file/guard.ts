/** borrowed-file, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { slotOf } from "../../bugs/calls.js";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { lent }: Shared): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, slotOf(current, lent) as raw.FilePointer);
    return number;
  });
}

export default scenarioOf("guard", call, "its count is 1 and 2 references exist");
