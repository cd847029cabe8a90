/** extra-reference, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = raw.getUnusedFdFlags(current, 0);
    if (fd < 0) return fd;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) {
      raw.putUnusedFd(current, fd);
      return raw.ptrErr(file);
    }
    raw.fdInstall(current, fd, raw.getFile(current, file));
    return fd;
  });
}

export default scenarioOf("raw", call, "its count is 2 and 1 references exist");
