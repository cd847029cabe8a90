/** What dma-buf export must do in every design: the world before it, and what user space sees after it. */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { allTold } from "../told.js";

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  dmaHeapIoctlAlloc: (current: Task, operations: number, argument: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `dma-buf export, ${design}: the number in the ioctl's argument`,
    kernel: options,
    setup({ kernel }) {
      const released = allocUser(kernel, 1);
      const operations = kernel.registerOperations({
        name: "dmabuf",
        release: () => void kernel.memory.add(released, 1),
      });
      return { operations, released, argument: allocUser(kernel, 1) };
    },
    tasks: {
      caller: (current, { operations, argument }) => dmaHeapIoctlAlloc(current, operations, argument),
    },
    check({ kernel, shared, tasks, results, failures }) {
      const { words } = kernel.memory;
      const open = tasks["caller"]?.openDescriptors() ?? [];
      if (results["caller"] === 0 && !allTold(design, [words[shared.argument]], open, failures)) {
        throw new Error(`user space was told ${words[shared.argument]} and ${open} are open`);
      }
      // Made before the number is reserved: every later failure must release the buffer, once.
      const made = failures.every(({ where }) => !/heap|alloc_empty_file/.test(where));
      const expected = results["caller"] === 0 || !made ? 0 : 1;
      if (words[shared.released] !== expected)
        throw new Error(`${words[shared.released]} releases, not ${expected}`);
    },
  });
}
