/** abandoned-generator, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

function* steps(current: Task): Generator<number> {
  using fdf = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
  if (fdf.err === 0) yield prepare.fdPrepareFd(fdf);
}

export function call(current: Task): number {
  return syscall(current, () => {
    steps(current).next();
    return -5;
  });
}

export default scenarioOf("ignore-fault", call, "fd 0 is reserved for ever: every syscall has returned");
