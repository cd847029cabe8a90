/** published-too-early, with a function that makes the file: see examples/misuse/published-too-early. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../misuse/published-too-early/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    const fd = withFd(current, 0, () => FileRef.anonInodeGetfile(current));
    current.mayFail("EIO", "enable");
    return fd;
  });
}

export default scenarioOf("scoped", call, "the call failed and yet fd 0 is open, which it was not before");
