/**
 * A kthread runs the same code and uses the number. It never returns to user space and runs no task work, so that nobody
 * commits for it: it must commit itself, as the first version's message says, and here that is forgotten.
 *
 * The token and the API of today end in the code that began.
 */
import { allocUser } from "fd-reservation";
import { slots } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

function serving({ name, kernel, openAndTell }: Answer, violates?: string): Scenario {
  return scenario({
    name: `a kernel thread opens and uses a descriptor, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      worker: {
        kind: "kthread",
        run(current, { user }) {
          const error = openAndTell(current, user);
          return error < 0 ? 0 : current.fGetfd(current.kernel.memory.load(user) - 1);
        },
      },
    },
    check({ results, failures }) {
      if (failures.length === 0 && results["worker"] !== 0)
        throw new Error(`the thread got ${results["worker"]} for the number`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

/** A slot that the thread commits itself, as soon as it knows how the work went. */
const committed: Answer = {
  ...byGlue,
  name: "slots, committed by the thread",
  openAndTell(current, user) {
    const result = byGlue.openAndTell(current, user);
    slots.fdSlotsCommit(current, result);
    return result;
  },
};

export const mainline = serving(today);
export const token = serving(byToken);
export const tagged = serving(firstVersion, "fd 0 is uncommitted for ever");
export const onSlots = serving(byGlue, "fd 0 is reserved for ever");
export const taskWork = serving(byTaskWork, "fd 0 is reserved for ever");
export const committing = serving(committed);
export const ignoringFault = serving(faultIgnored);
