/**
 * A tracer turns the success of a call into a failure, at the stop that comes when the body has returned. What is installed
 * by then stays open; a commit by task work comes later, takes the call for a failure, and undoes it.
 */
import { allocUser, syscall } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

const EPERM = -1;

function rewriting({ name, kernel, openAndTell }: Answer, violates?: string): Scenario {
  return scenario({
    name: `a tracer turns success into a failure, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller: (current, { user }) =>
        syscall(
          current,
          () => openAndTell(current, user),
          (result) => (result < 0 ? result : EPERM),
        ),
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const OPEN = "the call failed and yet fd 0 is open";

export const mainline = rewriting(today, OPEN);
export const tagged = rewriting(firstVersion, OPEN);
export const onSlots = rewriting(byGlue, OPEN);
export const taskWork = rewriting(byTaskWork);
export const ignoringFault = rewriting(faultIgnored, OPEN);
