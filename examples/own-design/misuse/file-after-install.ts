/** file-after-install, with a function that makes the file: see examples/misuse/file-after-install. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../misuse/file-after-install/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using file = FileRef.anonInodeGetfile(current);
    withFd(current, 0, () => file);
    return file.privateData;
  });
}

export default scenarioOf("scoped", call, "was read after it was committed or dropped");
