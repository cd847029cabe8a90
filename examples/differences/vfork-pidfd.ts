/** With CLONE_VFORK and CLONE_FILES a child finds its own pidfd in the table, unless the install waits for the return. */
import { allocUser, syscall, type KernelOptions, type Task } from "fd-reservation";
import { raw } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import { pidfd as ignoreFaultPidfd } from "../callsites/clone3-pidfd/ignore-fault.js";
import { pidfd as slotsPidfd } from "../callsites/clone3-pidfd/slots.js";

/** What the check says when the child's pidfd is in the table already. */
const USABLE = "the child has used its own pidfd while its parent was in the call";

/**
 * The child shares the table, and the parent waits in the call until the child
 * has ended. What the child finds in the table depends on whether the pidfd is installed by then.
 *
 * @param design - The design.
 * @param pidfd - The descriptor's part of the call: tells its number, and returns 0 or an error.
 * @param options - The kernel that the design needs.
 * @param violates - Where the child can use it.
 */
function vforkOf(
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

export const slots = vforkOf("slots", slotsPidfd, { scheme: "slots" });
export const ignoreFault = vforkOf("ignore-fault", ignoreFaultPidfd, {}, USABLE);
