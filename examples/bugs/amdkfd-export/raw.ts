/** amdkfd-export, as the kernel had it: see scenario.ts. */
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
    raw.fdInstall(current, fd, file); // inside drm_gem_prime_handle_to_fd
    const found = raw.fget(current, fd);
    raw.closeFd(current, fd);
    if (found !== 0) raw.fput(current, found);
    return 0;
  });
}

export default scenarioOf("raw", call, "another task opened fd 1 and it was closed under its number");
