/** What a daemon's read of an open request must do in every design: it is told of a descriptor for the object. */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** The read in one design: `operations` makes files whose release puts the object that `count` counts. */
export type DaemonRead = (current: Task, operations: number, count: number, buffer: number) => number;

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(design: string, daemonRead: DaemonRead, options: KernelOptions = {}): Scenario {
  return scenario({
    name: `cachefiles ondemand, ${design}: the message may fault after the file exists`,
    kernel: options,
    setup({ kernel }) {
      const operations = kernel.registerOperations({
        name: "ondemand",
        release: (_file, count) => void kernel.memory.add(count, -1),
      });
      return { operations, count: allocUser(kernel, 1), buffer: allocUser(kernel, 1) };
    },
    tasks: {
      daemon: (current, { operations, count, buffer }) => daemonRead(current, operations, count, buffer),
    },
    check({ kernel, shared, tasks, results, failures }) {
      const { words } = kernel.memory;
      const failed = (results["daemon"] ?? 0) < 0;
      if (words[shared.count] !== (failed ? 0 : 1))
        throw new Error(`the object has ${words[shared.count]} users`);
      const open = tasks["daemon"]?.openDescriptors() ?? [];
      if (!failed && !allTold(design, [words[shared.buffer]], open, failures)) {
        throw new Error(`the daemon was told ${words[shared.buffer]} and ${open} are open`);
      }
    },
  });
}
