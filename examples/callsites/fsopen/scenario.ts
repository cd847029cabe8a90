/** What fsopen must do in every design: the world before it, and what user space sees after it. */
import { allocUser, type KernelOptions, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** The call in one design: its name, the call, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  fsopen: (current: Task, operations: number, count: number) => number,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `fsopen, ${design}: a context that the file takes over`,
    kernel: options,
    setup({ kernel }) {
      const operations = kernel.registerOperations({
        name: "fscontext",
        release: (_file, count) => void kernel.memory.add(count, -1),
      });
      return { operations, count: allocUser(kernel, 1) };
    },
    tasks: { caller: (current, { operations, count }) => fsopen(current, operations, count) },
    check({ kernel, shared, results }) {
      const contexts = kernel.memory.words[shared.count];
      const expected = (results["caller"] ?? 0) < 0 ? 0 : 1;
      if (contexts !== expected) throw new Error(`${contexts} contexts are alive, not ${expected}`);
    },
  });
}
