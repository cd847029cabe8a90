/**
 * clone3 with CLONE_PIDFD and slots: both labels of the descriptor are gone. A child that shares the table learns its own
 * number and cannot use it before its parent's syscall returns, which with CLONE_VFORK is after the child has ended:
 * see examples/exit-time-install/vfork-pidfd.ts.
 *
 * The steps of `copy_process` (kernel/fork.c, Linux 6.12) with fd_prepare and fd_stage of the series of September 2026.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

/** The descriptor's part of copy_process. */
export function pidfd(current: Task, upidfd: number): number {
  const noMemory = raw.mayFail(current, "ENOMEM", "copy_mm");
  if (noMemory < 0) return noMemory;
  const slot = slots.fdPrepare(current, OpenFlags.O_CLOEXEC);
  if (slots.isErr(slot)) return slots.ptrErr(slot);
  const pidfile = raw.anonInodeGetfile(current);
  if (raw.isErr(pidfile)) return raw.ptrErr(pidfile);
  return (
    raw.putUser(current, upidfd, slots.fdStage(current, slot, pidfile)) ||
    raw.mayFail(current, "EAGAIN", "cgroup_can_fork") ||
    raw.mayFail(current, "EINTR", "fatal_signal_pending")
  );
}

export function clone3(current: Task, upidfd: number): number {
  return syscall(current, () => {
    const child = current.clone(); // copy_files
    const error = pidfd(current, upidfd);
    if (error < 0) child.exit(); // bad_fork_cleanup_files
    return error < 0 ? error : child.address;
  });
}

export default scenarioOf("slots", clone3, { scheme: "slots" });
