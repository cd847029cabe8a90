/** success-after-roll-back, with a function that makes the file: see examples/misuse/success-after-roll-back. */
import { Errno, FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../misuse/success-after-roll-back/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task): number {
  return syscall(current, () => {
    let number = -5;
    try {
      withFd(current, 0, (fd) => {
        number = fd;
        return FileRef.anonInodeGetfile(current);
      });
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
    }
    return number;
  });
}

export default scenarioOf("scoped", call, "the call returned 0, which is not open");
