/**
 * fsopen with slots: the number gives itself back, and the context, which no slot has, is put by hand until the file takes
 * it over.
 *
 * The steps of `fsopen` and `fscontext_create_fd` (fs/fsopen.c, Linux 6.12) with fd_prepare and fd_stage of the series of
 * September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function fsopen(current: Task, operations: number, count: number): number {
  return syscall(current, () => {
    const error =
      raw.mayFail(current, "EPERM", "ns_capable") ||
      raw.mayFail(current, "ENODEV", "get_fs_type") ||
      raw.mayFail(current, "ENOMEM", "fs_context_for_mount");
    if (error < 0) return error;
    const { memory } = current.kernel;
    memory.add(count, 1);
    using context = guard.free(current, count, (pointer) => {
      if (pointer !== 0) memory.add(pointer, -1); // put_fs_context
    });
    const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
    if (slots.isErr(slot)) return slots.ptrErr(slot);
    const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, context.pointer);
    if (raw.isErr(file)) return raw.ptrErr(file);
    guard.retainAndNullPtr(context);
    return slots.fdStage(current, slot, file);
  });
}

export default scenarioOf("slots", fsopen, { scheme: "slots" });
