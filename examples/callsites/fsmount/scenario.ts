/** What fsmount must do in every design: the world before it, and what user space sees after it. */
import {
  FileDescriptorReservation,
  FileRef,
  OpenFlags,
  syscall,
  type KernelOptions,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  fsmount: (current: Task, fsContext: number, flags: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `fsmount, ${design}: attributes may fail after the file exists`,
    kernel: options,
    setup({ init }) {
      const fsContext = syscall(init, () => {
        FileDescriptorReservation.getUnusedFdFlags(init, 0);
        using fd: FileDescriptorReservation = init.reservation;
        const number = fd.reservedFd();
        fd.commit(FileRef.anonInodeGetfile(init));
        return number;
      });
      return { fsContext };
    },
    tasks: { caller: (current, { fsContext }) => fsmount(current, fsContext, OpenFlags.O_CLOEXEC) },
    check({ tasks, results, shared }) {
      const fd = results["caller"] ?? 0;
      if (fd < 0) return;
      const open = tasks["caller"]?.openDescriptors();
      if (String(open) !== String([shared.fsContext, fd]))
        throw new Error(`${open} are open after fsmount gave ${fd}`);
    },
  });
}
