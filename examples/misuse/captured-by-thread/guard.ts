/** captured-by-thread, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    using file = guard.freeFput(current, raw.anonInodeGetfile(current));
    if (raw.isErr(file.pointer)) return raw.ptrErr(file.pointer);
    const number = fd.fd;
    current.clone(
      { files: true },
      (child) => raw.fdInstall(child, guard.takeFd(fd), guard.noFreePtr(file)),
      0,
    );
    return number;
  });
}

export default scenarioOf("guard", call);
