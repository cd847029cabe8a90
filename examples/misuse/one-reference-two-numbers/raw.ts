/** one-reference-two-numbers, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd1 = raw.getUnusedFdFlags(current, 0);
    if (fd1 < 0) return fd1;
    const fd2 = raw.getUnusedFdFlags(current, 0);
    const file = fd2 < 0 ? (fd2 as raw.FilePointer) : raw.anonInodeGetfile(current);
    if (raw.isErr(file)) {
      if (fd2 >= 0) raw.putUnusedFd(current, fd2);
      raw.putUnusedFd(current, fd1);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd1, file);
    raw.fdInstall(current, fd2, file);
    return fd1;
  });
}

export default scenarioOf("raw", call, "its count is 1 and 2 references exist");
