/**
 * During the call other task work was queued, which uses the number: an io_uring request, say. Queued later, it runs
 * earlier than a commit that is task work itself, and gets EBADF; after a commit in the syscall glue it finds the file.
 *
 * The order of `task_work_run` (kernel/task_work.c, Linux 6.x): from the newest callback to the oldest. Signals are
 * delivered after task work, and so after either commit.
 */
import { allocUser, syscall, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

function returning({ name, kernel, openAndTell }: Answer, violates?: string): Scenario {
  const { commitVia = "glue" } = kernel;
  return scenario({
    name: `other work on the way out, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller(current, { user }) {
        let result = 0;
        const work = (task: Task): void => {
          const told = task.kernel.memory.load(user);
          if (told !== 0) result = task.fGetfd(told - 1);
        };
        syscall(current, () => {
          const error = openAndTell(current, user);
          // Before the oldest callback, which is the commit.
          if (commitVia === "task-work") work(current);
          return error;
        });
        if (commitVia === "glue") work(current);
        return result;
      },
    },
    check({ results }) {
      if (results["caller"] !== 0) throw new Error(`the work got ${results["caller"]} for the number`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const mainline = returning(today);
export const tagged = returning(firstVersion);
export const onSlots = returning(byGlue);
export const taskWork = returning(byTaskWork, "the work got -9 for the number");
export const ignoringFault = returning(faultIgnored);
