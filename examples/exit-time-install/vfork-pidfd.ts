/**
 * clone3 with CLONE_FILES, CLONE_VFORK and CLONE_PIDFD: the child runs, and can use the descriptor of itself, while its
 * parent is still inside the syscall. Where the parent's return is what opens it, the child gets EBADF.
 *
 * Measured on Linux 6.18: the child can use it. The steps of `kernel_clone` (kernel/fork.c): the install, then
 * `wake_up_new_task`, then `wait_for_vfork_done`.
 */
import { allocUser, syscall, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";
import { set } from "./flag.js";

interface Shared {
  /** User memory: the pidfd plus 1. */
  readonly user: number;
  /** Words of the kernel, each its own wait queue: the child runs; the child is done with the parent's memory. */
  readonly started: number;
  readonly done: number;
}

function useOwnPidfd(current: Task, { user, started, done }: Shared): number {
  current.waitEvent(started, started, 1);
  const told = current.kernel.memory.load(user);
  const result = told === 0 ? 0 : current.fGetfd(told - 1);
  set(current, done);
  return result;
}

function cloning({ name, kernel, openAndTell }: Answer, violates?: string): Scenario {
  return scenario({
    name: `clone3(CLONE_VFORK | CLONE_PIDFD), ${name}`,
    kernel,
    setup: ({ kernel }): Shared => ({
      user: allocUser(kernel, 1),
      started: allocUser(kernel, 1),
      done: allocUser(kernel, 1),
    }),
    tasks: {
      parent: (current, shared) =>
        syscall(current, () => {
          const error = openAndTell(current, shared.user);
          set(current, shared.started); // also of a failure, so that there is one scenario: a child without a number ends
          if (error < 0) return error;
          current.waitEvent(shared.done, shared.done, 1);
          return 0;
        }),
      child: useOwnPidfd,
    },
    check({ results }) {
      if (results["child"] !== 0) throw new Error(`the child's own pidfd answers ${results["child"]}`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const EBADF = "the child's own pidfd answers -9";

export const mainline = cloning(today);
export const token = cloning(byToken);
export const tagged = cloning(firstVersion, EBADF);
export const onSlots = cloning(byGlue, EBADF);
export const taskWork = cloning(byTaskWork, EBADF);
export const ignoringFault = cloning(faultIgnored);
