/** file-dropped-after-install, with a function that makes the file: see examples/misuse/file-dropped-after-install. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../misuse/file-dropped-after-install/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using file = FileRef.anonInodeGetfile(current);
    const fd = withFd(current, 0, () => file);
    file[Symbol.dispose]();
    return fd;
  });
}

export default scenarioOf("scoped", call);
