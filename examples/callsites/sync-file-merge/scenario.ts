/** What merging two sync files must do in every design: the world before it, and what user space sees after it. */
import {
  FileDescriptorReservation,
  FileRef,
  allocUser,
  syscall,
  type KernelOptions,
  type Task,
} from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** The call in one design. */
export type SyncFileMerge = (current: Task, fd2: number, argument: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, merge: SyncFileMerge, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `sync_file merge, ${design}: a third fence from two`,
    kernel: options,
    setup({ kernel, init }) {
      const fd2 = syscall(init, () => {
        FileDescriptorReservation.getUnusedFdFlags(init, 0);
        using fd: FileDescriptorReservation = init.reservation;
        const number = fd.reservedFd();
        fd.commit(FileRef.anonInodeGetfile(init));
        return number;
      });
      return { fd2, argument: allocUser(kernel, 1) };
    },
    tasks: { caller: (current, { fd2, argument }) => merge(current, fd2, argument) },
    check({ kernel, shared, tasks, results, failures }) {
      if (results["caller"] !== 0) return;
      const open = tasks["caller"]?.openDescriptors() ?? [];
      const told = kernel.memory.words[shared.argument];
      if (!allTold(design, [shared.fd2, told], open, failures))
        throw new Error(`told ${told}, open are ${open}`);
    },
  });
}
