/** cast-away, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, (number + 1) as raw.FilePointer);
    return number;
  });
}

export default scenarioOf("guard", call, "the pointer 1 is dereferenced");
