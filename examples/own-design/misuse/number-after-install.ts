/** number-after-install, with a function that makes the file: see examples/misuse/number-after-install. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../misuse/number-after-install/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    return withFd(current, 0, () => FileRef.anonInodeGetfile(current));
  });
}

export default scenarioOf("scoped", call);
