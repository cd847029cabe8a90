/**
 * Telling user space the number fails. Where the answer ignores that, the call returns 0 and leaves a descriptor open that
 * the caller does not know; every other answer returns -EFAULT and leaves nothing.
 */
import { allocUser, syscall } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

function telling({ name, kernel, openAndTell }: Answer, violates?: string): Scenario {
  return scenario({
    name: `the number cannot be told, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: { caller: (current, { user }) => syscall(current, () => openAndTell(current, user)) },
    check({ kernel, tasks, shared }) {
      const told = kernel.memory.load(shared.user);
      const unknown = tasks["caller"]?.openDescriptors().filter((fd) => fd + 1 !== told) ?? [];
      if (unknown.length > 0) throw new Error(`fd ${unknown.join()} is open, and the caller was not told`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

export const mainline = telling(today);
export const token = telling(byToken);
export const tagged = telling(firstVersion);
export const onSlots = telling(byGlue);
export const taskWork = telling(byTaskWork);
export const ignoringFault = telling(faultIgnored, "fd 0 is open, and the caller was not told");
