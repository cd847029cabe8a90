/** binder-close, as it was fixed: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { open } from "../calls.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = open(current);
    if (fd < 0) return fd;
    const file = raw.fget(current, fd); // the close is put off to a moment without a borrow; here: a reference is held
    raw.closeFd(current, fd);
    raw.privateData(current, file);
    raw.fput(current, file);
    return 0;
  });
}

export default scenarioOf("raw, fixed", call);
