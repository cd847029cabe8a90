/** handshake-accept, with the fault ignored: see scenario.ts. */
import { syscall, type Task } from "fd-reservation";
import { prepare, raw } from "fd-reservation/designs";
import { scenarioOf, type Shared } from "./scenario.js";

export function call(current: Task, { sock }: Shared): number {
  return syscall(current, () => {
    using fdf = prepare.fdPrepare(current, 0, () => sock as raw.FilePointer);
    if (fdf.err !== 0) return fdf.err;
    const error = raw.mayFail(current, "EINVAL", "hp_accept");
    if (error < 0) return error;
    raw.getFile(current, sock as raw.FilePointer);
    return prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", call, "which is released");
