/**
 * What exporting a sync object must do in every design. The number leaves the kernel after the handler has returned,
 * in the argument that the ioctl core copies out: a fault there comes after the install.
 */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** A whole ioctl in one design: the driver's handler, then the copy of its argument to user space. */
export type DrmIoctl = (current: Task, argument: number) => number;

/** The call in one design: its name, the call, the kernel that it needs, and what it violates as the kernel has it. */
export function scenarioOf(
  design: string,
  drmIoctl: DrmIoctl,
  options: KernelOptions = {},
  violates?: string,
): Scenario {
  return scenario({
    name: `drm syncobj export, ${design}: the argument is copied out after the handler`,
    kernel: options,
    setup: ({ kernel }) => ({ argument: allocUser(kernel, 1) }),
    tasks: { caller: (current, { argument }) => drmIoctl(current, argument) },
    check({ kernel, shared, tasks, results, failures }) {
      if (results["caller"] !== 0) return;
      const open = tasks["caller"]?.openDescriptors() ?? [];
      const told = kernel.memory.words[shared.argument];
      if (!allTold(design, [told], open, failures)) throw new Error(`told ${told}, open are ${open}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

/** What the kernel does today: the descriptor stays open, and the program never learns its number. */
export const LEFT_OPEN = "the call failed and yet fd 0 is open";
