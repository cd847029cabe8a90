/** binder-close, with slots: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { fdget, fdput } from "fd-reservation/kernel";
import { open } from "../calls.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = open(current);
    if (fd < 0) return fd;
    const borrowed = fdget(current.kernel, current.address, fd);
    raw.closeFd(current, fd); // ksys_close
    raw.privateData(current, borrowed as raw.FilePointer); // the ioctl goes on
    fdput(current.kernel, borrowed);
    return 0;
  });
}

export default scenarioOf("slots", call, "use after free in private_data");
