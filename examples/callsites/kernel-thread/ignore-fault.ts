/** A kernel thread tells nobody: two FD_PREPARE variables, published when both are there, as in mainline. */
import type { Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function serve(current: Task): void {
  using fdf1 = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
  if (fdf1.err !== 0) return;
  using fdf2 = prepare.fdPrepare(current, 0, () => raw.anonInodeGetfile(current));
  if (fdf2.err !== 0) return;
  prepare.fdPublish(fdf1);
  prepare.fdPublish(fdf2);
}

export default scenarioOf("ignore-fault", serve);
