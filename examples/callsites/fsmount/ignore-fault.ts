/**
 * fsmount tells its number by its result, which cannot fault; the attributes may, before it is published. To ignore a fault
 * is of no use here: FD_PREPARE, as in mainline.
 *
 * The steps of `fsmount` and `open_tree_attr` (fs/namespace.c, Linux 6.19).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, prepare, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

const EBADF = -9;

export function fsmount(current: Task, fsContext: number, flags: number): number {
  return syscall(current, () => {
    using context = guard.freeFput(current, raw.fget(current, fsContext));
    if (context.pointer === 0) return EBADF;
    const error =
      raw.mayFail(current, "EBUSY", "fc->phase") || raw.mayFail(current, "ENOMEM", "vfs_create_mount");
    if (error < 0) return error;
    using fdf = prepare.fdPrepare(current, flags, () => raw.anonInodeGetfile(current, 0, OpenFlags.O_RDONLY));
    if (fdf.err !== 0) return fdf.err;
    const refused = raw.mayFail(current, "EPERM", "mount_setattr_prepare");
    return refused < 0 ? refused : prepare.fdPublish(fdf);
  });
}

export default scenarioOf("ignore-fault", fsmount);
