/** What a new compress task must do in every design: two buffers that exist already, two numbers, both or none. */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** The call in one design: makes both buffers, writes their numbers to `utask`. */
export type TaskNew = (current: Task, utask: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, taskNew: TaskNew, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `ALSA compress task, ${design}: an input and an output buffer`,
    kernel: options,
    setup: ({ kernel }) => ({ utask: allocUser(kernel, 2) }),
    tasks: { caller: (current, { utask }) => taskNew(current, utask) },
    check({ kernel, shared, tasks, results, failures }) {
      if ((results["caller"] ?? 0) < 0) return;
      const { words } = kernel.memory;
      const told = [words[shared.utask], words[shared.utask + 1]];
      const open = tasks["caller"]?.openDescriptors() ?? [];
      if (!allTold(design, told, open, failures))
        throw new Error(`user space was told ${told} and ${open} are open`);
    },
  });
}
