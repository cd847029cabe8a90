/**
 * What a file that a supervisor adds to a trapped task must do in every design. The supervisor only queues it; the
 * target installs it in its own table, as its own reservation.
 */
import { allocUser, FileRef, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import type { Move } from "fd-reservation/ownership";

/** The target's part in one design: receives the queued file and returns the number, or an error. */
export type HandleAddfd = (current: Task, file: FileRef, flags: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, handle: HandleAddfd, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `seccomp ADDFD, ${design}: another task's file`,
    kernel: options,
    setup: ({ kernel, init }) => ({ file: FileRef.anonInodeGetfile(init), result: allocUser(kernel, 1) }),
    tasks: {
      target: (current, { file, result }: { readonly file: Move<FileRef>; readonly result: number }) => {
        const fd = handle(current, file, 0);
        current.kernel.memory.store(result, fd); // addfd->ret, then complete()
        file[Symbol.dispose](); // the supervisor's ioctl drops its reference
        return fd;
      },
    },
    check({ kernel, shared, tasks, results }) {
      const fd = results["target"] ?? 0;
      const open = tasks["target"]?.openDescriptors();
      if (kernel.memory.words[shared.result] !== fd)
        throw new Error("the supervisor was told another number");
      if (fd >= 0 && String(open) !== String([fd]))
        throw new Error(`fd ${fd} was added and ${open} are open`);
    },
  });
}
