/**
 * BPF_PROG_LOAD with slots: the descriptor is the last step, which is what FD_ADD stays for. A slot would put the program
 * at the return, where today the call does it by hand.
 *
 * The steps of `bpf_prog_load` and `bpf_prog_new_fd` (kernel/bpf/syscall.c, Linux 6.19) with FD_ADD as the series of
 * September 2026 has it: reserve, evaluate, put or install.
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw, slots } from "fd-reservation/designs";
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
        : slots.fdAdd(current, OpenFlags.O_CLOEXEC, () =>
            raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, refcnt),
          );
    if (fd < 0) memory.add(refcnt, -1); // bpf_prog_put
    return fd;
  });
}

export default scenarioOf("slots", load, { scheme: "slots" });
