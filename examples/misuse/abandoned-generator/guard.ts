/** abandoned-generator, with scope-based clean-up: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function* steps(current: Task): Generator<number> {
  using fd = guard.getUnusedFd(current, 0);
  if (fd.fd >= 0) yield fd.fd;
}

export function call(current: Task): number {
  return syscall(current, () => {
    steps(current).next();
    return -5;
  });
}

export default scenarioOf("guard", call, "fd 0 is reserved for ever: every syscall has returned");
