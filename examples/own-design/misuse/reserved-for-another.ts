/** reserved-for-another, with a function that makes the file: see examples/misuse/reserved-for-another. */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf, type Shared } from "../../misuse/reserved-for-another/scenario.js";
import { withFd } from "../scoped.js";

export function call(current: Task, { worker }: Shared): number {
  return syscall(current, () => {
    return withFd(worker, 0, () => FileRef.anonInodeGetfile(current));
  });
}

export default scenarioOf("scoped", call, "the call returned 0, which is not open");
