/** What accept4 must do in every design: the world before it, and what user space sees after it. */
import {
  FileDescriptorReservation,
  FileRef,
  allocUser,
  syscall,
  type KernelOptions,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  accept4: (current: Task, listener: number, upeer: number, flags: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `accept4, ${design}: a connection and its peer's address`,
    kernel: options,
    setup({ kernel, init }) {
      const listener = syscall(init, () => {
        FileDescriptorReservation.getUnusedFdFlags(init, 0);
        using fd: FileDescriptorReservation = init.reservation;
        const number = fd.reservedFd();
        fd.commit(FileRef.anonInodeGetfile(init));
        return number;
      });
      return { listener, upeer: allocUser(kernel, 1) };
    },
    tasks: { server: (current, { listener, upeer }) => accept4(current, listener, upeer, 0) },
    check({ tasks, results, shared }) {
      const fd = results["server"] ?? 0;
      if (fd < 0) return;
      const open = tasks["server"]?.openDescriptors();
      if (String(open) !== String([shared.listener, fd]))
        throw new Error(`${open} are open after accept gave ${fd}`);
    },
  });
}
