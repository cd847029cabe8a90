/**
 * What a kernel thread that serves requests must do in every design: a request opens two files, and one that fails
 * leaves nothing, while the thread goes on.
 */
import type { KernelOptions, Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

/** How many requests the thread serves. */
const REQUESTS = 2;

/** The request in one design: its name, the function, and the kernel that it needs. */
export function scenarioOf(
  design: string,
  serve: (current: Task) => void,
  options: KernelOptions = {},
): Scenario {
  return scenario({
    name: `a kernel thread, ${design}: two files a request`,
    kernel: options,
    tasks: {
      worker: {
        kind: "kthread",
        run(current) {
          for (let request = 0; request < REQUESTS; request++) serve(current);
        },
      },
    },
    check({ tasks, failures }) {
      const open = tasks["worker"]?.openDescriptors().length;
      const expected = failures.length === 0 ? 2 * REQUESTS : 2 * (REQUESTS - 1);
      if (open !== expected) throw new Error(`${open} descriptors are open, not ${expected}`);
    },
  });
}
