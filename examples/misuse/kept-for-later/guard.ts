/** kept-for-later, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let kept: guard.UnusedFd | undefined;
    syscall(current, () => {
      using fd = guard.getUnusedFd(current, 0);
      kept = fd;
    });
    if (kept === undefined || kept.fd < 0) return -24;
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    const number = guard.takeFd(kept);
    raw.fdInstall(current, number, file);
    return number;
  });
}

export default scenarioOf("guard", call, "although its bit in open_fds was clear");
