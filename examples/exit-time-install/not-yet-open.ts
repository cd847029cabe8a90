/**
 * A sibling uses the number as soon as user space is told of it. Where the install comes after the telling, the number
 * answers EBADF for a while: today until the next line of the call, with a commit until the syscall has returned.
 */
import { allocUser, syscall, type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

const EBADF = -9;

/** What the sibling gets for the number, once it is told; 0 before. */
function tryNumber(current: Task, user: number): number {
  const told = current.kernel.memory.load(user);
  return told === 0 ? 0 : current.fGetfd(told - 1);
}

function trying({ name, kernel, openAndTell }: Answer, violates?: string): Scenario {
  return scenario({
    name: `the number is told, and a sibling uses it, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller: (current, { user }) => syscall(current, () => openAndTell(current, user)),
      sibling: (current, { user }) => tryNumber(current, user),
    },
    check({ results }) {
      if (results["caller"] === 0 && results["sibling"] === EBADF)
        throw new Error("the number was told, and was not open");
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const NOT_OPEN = "the number was told, and was not open";

export const mainline = trying(today, NOT_OPEN);
export const token = trying(byToken, NOT_OPEN);
export const tagged = trying(firstVersion, NOT_OPEN);
export const onSlots = trying(byGlue, NOT_OPEN);
export const taskWork = trying(byTaskWork, NOT_OPEN);
export const ignoringFault = trying(faultIgnored);
