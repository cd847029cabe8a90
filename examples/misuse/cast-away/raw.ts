/** cast-away, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    raw.fdInstall(current, fd, (fd + 1) as raw.FilePointer);
    return fd;
  });
}

export default scenarioOf("raw", call, "the pointer 1 is dereferenced");
