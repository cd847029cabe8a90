/** binder-close, the same mistake with the reservation token: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { open } from "../calls.js";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = open(current);
    if (fd < 0) return fd;
    using file = current.fget(fd); // a separate reference: there is no borrowing lookup
    current.close(fd);
    void file.privateData;
    return 0;
  });
}

export default scenarioOf("token", call);
