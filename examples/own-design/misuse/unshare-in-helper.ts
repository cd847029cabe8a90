/** unshare-in-helper, with a function that makes the file: see examples/misuse/unshare-in-helper. */
import { FileRef, syscall, type Task } from "fd-reservation";
import type { Exclusive } from "fd-reservation/ownership";
import { isolate } from "../../misuse/helpers.js";
import { scenarioOf } from "../../misuse/unshare-in-helper/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Exclusive<Task>): number {
  return syscall(current, () => {
    return withFd(current, 0, () => {
      isolate(current);
      return FileRef.anonInodeGetfile(current);
    });
  });
}

export default scenarioOf("scoped", call, "although its bit in open_fds was clear");
