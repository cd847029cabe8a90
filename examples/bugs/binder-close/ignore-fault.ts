/** binder-close, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { fdget, fdput } from "fd-reservation/kernel";
import { open } from "../calls.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = open(current);
    if (fd < 0) return fd;
    const borrowed = fdget(current.kernel, current.address, fd); // nothing is told here
    using _end = guard.free(current, borrowed, (pointer) => fdput(current.kernel, pointer));
    raw.closeFd(current, fd);
    raw.privateData(current, borrowed as raw.FilePointer);
    return 0;
  });
}

export default scenarioOf("ignore-fault", call, "use after free in private_data");
