/** forgotten-clean-up, with a function that makes the file: see examples/misuse/forgotten-clean-up. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../misuse/forgotten-clean-up/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    return withFd(current, 0, () => {
      current.mayFail("EIO", "prepare"); // there is nothing to forget
      return FileRef.anonInodeGetfile(current);
    });
  });
}

export default scenarioOf("scoped", call);
