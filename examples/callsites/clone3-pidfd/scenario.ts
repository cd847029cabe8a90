/** What clone3 with CLONE_PIDFD must do in every design: the world before it, and what user space sees after it. */
import { Task, allocUser, syscall, type KernelOptions } from "fd-reservation";
import { raw } from "fd-reservation/designs";
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

/** What the child in {@link vforkOf} finds when its pidfd is in the table already. */
export const USABLE = "the child has used its own pidfd while its parent was in the call";

/**
 * The same with CLONE_FILES and CLONE_VFORK: the child shares the table, and the parent waits in the call until the child
 * has ended. What the child finds in the table depends on whether the pidfd is installed by then.
 *
 * @param design - The design.
 * @param pidfd - The descriptor's part of the call: tells its number, and returns 0 or an error.
 * @param options - The kernel that the design needs.
 * @param violates - Where the child can use it.
 */
export function vforkOf(
  design: string,
  pidfd: (current: Task, upidfd: number) => number,
  options: KernelOptions = {},
  violates?: string,
): Scenario {
  return scenario({
    name: `clone3 with CLONE_VFORK and CLONE_FILES, ${design}: the child tries its own pidfd`,
    kernel: options,
    setup: ({ kernel }) => ({
      upidfd: allocUser(kernel, 1),
      done: kernel.memory.allocate(1, "completion"),
      queue: kernel.memory.allocate(1, "wait queue"),
    }),
    tasks: {
      parent: (current, { upidfd, done, queue }) =>
        syscall(current, () => {
          const error = pidfd(current, upidfd);
          if (error < 0) return error;
          current.waitEvent(queue, done, 1); // wait_for_vfork_done
          return 0;
        }),
      child: (current, { done, queue }) => {
        const used = syscall(current, () => {
          const file = raw.fget(current, 0); // the lowest number: the parent's table was empty
          if (file === 0) return 0;
          raw.fput(current, file);
          return 1;
        });
        current.kernel.memory.store(done, 1); // complete_vfork_done
        current.kernel.memory.wakeUpAll(queue);
        return used;
      },
    },
    check({ results }) {
      if (results["child"] === 1) throw new Error(USABLE);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
