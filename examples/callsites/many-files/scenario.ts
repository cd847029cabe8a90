/**
 * A moderately long syscall that installs a dozen files from three helpers, each of which may fail: in every design
 * user space is told of all twelve, or the call fails and nothing is left.
 */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** How many files each helper opens. */
export const CHANNELS = 4;
export const FENCES = 6;
export const CONTROLS = 2;
const FILES = CHANNELS + FENCES + CONTROLS;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  openSession: (current: Task, user: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `a dozen files, ${design}: three helpers`,
    kernel: options,
    setup: ({ kernel }) => ({ user: allocUser(kernel, FILES) }),
    tasks: { caller: (current, { user }) => openSession(current, user) },
    check({ kernel, shared, tasks, results, failures }) {
      if (results["caller"] !== 0) return;
      const told = Array.from(kernel.memory.words.subarray(shared.user, shared.user + FILES));
      const open = tasks["caller"]?.openDescriptors() ?? [];
      if (!allTold(design, told, open, failures))
        throw new Error(`user space was told ${told} and ${open} are open`);
    },
  });
}
