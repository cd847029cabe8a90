/** abandoned-generator, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function* steps(current: Task): Generator<number> {
  const fd = raw.getUnusedFdFlags(current, 0);
  if (fd < 0) return;
  yield fd;
  raw.putUnusedFd(current, fd);
}

export function call(current: Task): number {
  return syscall(current, () => {
    steps(current).next();
    return -5;
  });
}

export default scenarioOf("raw", call, "fd 0 is reserved for ever: every syscall has returned");
