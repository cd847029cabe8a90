/** result-ignored, with a function that makes the file: see examples/misuse/result-ignored. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "../../misuse/result-ignored/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task, { user }: Shared): number {
  return syscall(current, () => {
    withFd(current, 0, (fd) => {
      current.putUser(user, fd + 1); // throws, and nothing is installed
      return FileRef.anonInodeGetfile(current);
    });
    return 0;
  });
}

export default scenarioOf("scoped", call);
