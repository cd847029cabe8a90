/** What clone3 with CLONE_PIDFD must do in every design: the world before it, and what user space sees after it. */
import { Task, allocUser, type KernelOptions } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  clone3: (current: Task, upidfd: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `clone3 with CLONE_PIDFD, ${design}: the parent's descriptor for its child`,
    kernel: options,
    setup: ({ kernel }) => ({ upidfd: allocUser(kernel, 1) }),
    tasks: { parent: (current, { upidfd }) => clone3(current, upidfd) },
    check({ kernel, tasks, results, shared, failures }) {
      const child = results["parent"] ?? 0;
      if (child < 0) return;
      const open = tasks["parent"]?.openDescriptors() ?? [];
      const told = kernel.memory.words[shared.upidfd];
      if (!allTold(design, [told], open, failures))
        throw new Error(`the parent was told ${told} and has ${open}`);
      const inherited = Task.at(kernel, child).openDescriptors();
      if (inherited.length !== 0) throw new Error(`the child has ${inherited}`);
    },
  });
}
