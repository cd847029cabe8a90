/** number-untested, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function call(current: Task): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", call, "WARN in fd_publish: fdf.err is -24 and was not looked at");
