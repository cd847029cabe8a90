/** What socketpair must do in every design: the world before it, and what user space sees after it. */
import { OpenFlags, allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  socketpair: (current: Task, usockvec: number, flags: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `socketpair, ${design}: numbers before sockets`,
    kernel: options,
    setup: ({ kernel }) => ({ usockvec: allocUser(kernel, 2) }),
    tasks: { caller: (current, { usockvec }) => socketpair(current, usockvec, OpenFlags.O_CLOEXEC) },
    check({ kernel, shared, tasks, results, failures }) {
      if (results["caller"] !== 0) return;
      const { words } = kernel.memory;
      const told = [words[shared.usockvec], words[shared.usockvec + 1]];
      const open = tasks["caller"]?.openDescriptors() ?? [];
      if (!allTold(design, told, open, failures))
        throw new Error(`user space was told ${told} and ${open} are open`);
    },
  });
}
