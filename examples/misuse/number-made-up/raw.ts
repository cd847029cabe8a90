/** number-made-up, with numbers and pointers: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const file = raw.anonInodeGetfile(current);
    if (raw.isErr(file)) return raw.ptrErr(file);
    raw.fdInstall(current, 5, file);
    return 5;
  });
}

export default scenarioOf("raw", call, "although its bit in open_fds was clear");
