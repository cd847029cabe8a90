/** clean-up-of-error, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.free(current, raw.anonInodeGetfile(current), (pointer) => {
      if (pointer !== 0) raw.fput(current, pointer); // errors are not told apart
    });
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = guard.takeFd(fd);
    raw.fdInstall(current, number, guard.noFreePtr(file));
    return number;
  });
}

export default scenarioOf("guard", call, "BUG in fput: ERR_PTR(-23) is dereferenced");
