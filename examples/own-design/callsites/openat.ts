/**
 * openat with a function that opens the file.
 *
 * The steps of `do_sys_openat2` (fs/open.c, Linux 6.12).
 */
import { FileRef, syscall, type Task } from "fd-reservation";
import { scenarioOf } from "../../callsites/openat/scenario.js";
import { withFd } from "../scoped.js";

export function openat(current: Task, flags: number): number {
  return syscall(current, () =>
    withFd(current, flags, () => {
      current.mayFail("ENOENT", "do_filp_open"); // the path walk
      return FileRef.anonInodeGetfile(current, 0, flags);
    }),
  );
}

export default scenarioOf("scoped", openat);
