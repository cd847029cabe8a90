/**
 * BPF_PROG_LOAD tells its number by its result, which cannot fault: FD_ADD, as in mainline.
 *
 * Mirrors `bpf_prog_new_fd` (kernel/bpf/syscall.c, Linux 6.19).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { ignoreFault, raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

export function load(current: Task, operations: number, refcnt: number): number {
  return syscall(current, () => {
    const error =
      raw.mayFail(current, "ENOMEM", "bpf_prog_alloc") || raw.mayFail(current, "EACCES", "bpf_check");
    if (error < 0) return error;
    const { memory } = current.kernel;
    memory.add(refcnt, 1);
    const refused =
      raw.mayFail(current, "ENOSPC", "bpf_prog_alloc_id") ||
      raw.mayFail(current, "EPERM", "security_bpf_prog");
    const fd =
      refused < 0
        ? refused
        : ignoreFault.fdAdd(current, OpenFlags.O_CLOEXEC, () =>
            raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, refcnt),
          );
    if (fd < 0) memory.add(refcnt, -1); // bpf_prog_put
    return fd;
  });
}

export default scenarioOf("ignore-fault", load);
