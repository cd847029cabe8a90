/**
 * During the call other task work is queued, which uses the number: an io_uring request, say. Queued later, it runs
 * earlier than a commit that is task work itself, and gets EBADF; queued before the first descriptor is reserved, it runs
 * later and finds the file. After a commit in the syscall glue it finds the file in any case.
 *
 * Signals are delivered after task work, and so after either commit.
 */
import { allocUser, syscall } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

function returning(
  { name, kernel, openAndTell }: Answer,
  queued: "before" | "after",
  violates?: string,
): Scenario {
  return scenario({
    name: `other work on the way out, queued ${queued}, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller(current, { user }) {
        let result = 0;
        const work = (): void => {
          const told = current.kernel.memory.load(user);
          if (told !== 0) result = current.fGetfd(told - 1);
        };
        syscall(current, () => {
          if (queued === "before") current.taskWorkAdd(work);
          const error = openAndTell(current, user);
          if (queued === "after") current.taskWorkAdd(work);
          return error;
        });
        return result;
      },
    },
    check({ results }) {
      if (results["caller"] !== 0) throw new Error(`the work got ${results["caller"]} for the number`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const mainline = returning(today, "after");
export const token = returning(byToken, "after");
export const tagged = returning(firstVersion, "after");
export const onSlots = returning(byGlue, "after");
export const taskWork = returning(byTaskWork, "after", "the work got -9 for the number");
export const taskWorkLater = returning(byTaskWork, "before");
export const ignoringFault = returning(faultIgnored, "after");
