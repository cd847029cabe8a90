/**
 * BPF_PROG_LOAD with scope-based clean-up: the program has a separate one.
 *
 * The steps of `bpf_prog_load` (kernel/bpf/syscall.c, Linux 6.12) with CLASS(get_unused_fd) and __free(bpf_prog_put).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { guard, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function load(current: Task, operations: number, refcnt: number): number {
  return syscall(current, () => {
    const error =
      raw.mayFail(current, "ENOMEM", "bpf_prog_alloc") || raw.mayFail(current, "EACCES", "bpf_check");
    if (error < 0) return error;
    const { memory } = current.kernel;
    memory.add(refcnt, 1);
    using prog = guard.free(current, refcnt, (pointer) => {
      if (pointer !== 0) memory.add(pointer, -1);
    });
    const refused =
      raw.mayFail(current, "ENOSPC", "bpf_prog_alloc_id") ||
      raw.mayFail(current, "EPERM", "security_bpf_prog");
    if (refused < 0) return refused;
    using fd = guard.getUnusedFd(current, OpenFlags.O_CLOEXEC);
    if (fd.fd < 0) return fd.fd;
    const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, prog.pointer);
    if (raw.isErr(file)) return raw.ptrErr(file);
    guard.retainAndNullPtr(prog);
    raw.fdInstall(current, fd.fd, file);
    return guard.takeFd(fd);
  });
}

export default scenarioOf("guard", load);
