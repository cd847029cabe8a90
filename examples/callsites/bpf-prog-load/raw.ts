/**
 * BPF_PROG_LOAD verifies a program, gives it an id, and makes its descriptor last. When the descriptor fails, what the
 * id gave away is put.
 *
 * Mirrors `bpf_prog_load` and `bpf_prog_new_fd` (kernel/bpf/syscall.c, Linux 6.12).
 */
import { OpenFlags, syscall, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenarioOf } from "./scenario.js";

/** anon_inode_getfd: the file takes the program over only when this succeeds. */
function bpfProgNewFd(current: Task, operations: number, refcnt: number): number {
  const refused = raw.mayFail(current, "EPERM", "security_bpf_prog");
  if (refused < 0) return refused;
  const fd = raw.getUnusedFdFlags(current, OpenFlags.O_CLOEXEC);
  if (fd < 0) return fd;
  const file = raw.anonInodeGetfile(current, operations, OpenFlags.O_RDWR, refcnt);
  if (raw.isErr(file)) {
    raw.putUnusedFd(current, fd);
    return raw.ptrErr(file);
  }
  raw.fdInstall(current, fd, file);
  return fd;
}

export function load(current: Task, operations: number, refcnt: number): number {
  return syscall(current, () => {
    const error =
      raw.mayFail(current, "ENOMEM", "bpf_prog_alloc") || raw.mayFail(current, "EACCES", "bpf_check");
    if (error < 0) return error;
    const { memory } = current.kernel;
    memory.add(refcnt, 1);
    const full = raw.mayFail(current, "ENOSPC", "bpf_prog_alloc_id");
    const fd = full < 0 ? full : bpfProgNewFd(current, operations, refcnt);
    if (fd < 0) memory.add(refcnt, -1); // bpf_prog_put
    return fd;
  });
}

export default scenarioOf("raw", load);
