/** msm-submit, the same mistake with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    using fd = guard.getUnusedFd(current, 0);
    if (fd.fd < 0) return fd.fd;
    const file = raw.anonInodeGetfile(current); // not guarded
    if (raw.isErr(file)) return raw.ptrErr(file);
    const error = raw.putUser(current, user, fd.fd);
    if (error < 0) return error;
    raw.fdInstall(current, guard.takeFd(fd), file);
    return 0;
  });
}

export default scenarioOf("guard", call, "its count is 1 and 0 references exist");
