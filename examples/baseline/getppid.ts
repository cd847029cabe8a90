/**
 * getppid: a syscall that touches no descriptor. What a design costs here is what everybody pays.
 *
 * Mirrors `SYSCALL_DEFINE0(getppid)` (kernel/sys.c, Linux 6.x).
 */
import { syscall, type Task } from "fd-reservation";
import { scenario } from "fd-reservation/explore";

export function getppid(current: Task): number {
  return syscall(current, () => 1);
}

export default scenario({
  name: "getppid: touches no descriptor",
  tasks: { caller: (current) => getppid(current) },
  check({ results }) {
    if (results["caller"] !== 1) throw new Error(`the parent is 1, not ${results["caller"]}`);
  },
});

/** The same where the task keeps pairs and files: a column of its own in the ledger. */
export const slots = scenario({
  name: "getppid, slots: touches no descriptor",
  kernel: { scheme: "slots" },
  tasks: { caller: (current) => getppid(current) },
});
