/**
 * A task dies in the middle of the call, as after an oops, when it has reserved and not installed. Today its number stays
 * claimed for its siblings; a set that is the task's own is put when the task exits. There is no such moment where FD_ADD
 * installs at once, unless the file is what oopses.
 */
import { allocUser, syscall, type Task } from "fd-reservation";
import { raw, slots as face } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

function dying({ name, kernel }: Answer, reserve: (current: Task) => number, violates?: string): Scenario {
  return scenario({
    name: `an oops between reserve and install, ${name}`,
    kernel,
    setup: ({ kernel }) => ({ user: allocUser(kernel, 1) }),
    tasks: {
      caller: (current) =>
        syscall(current, () => {
          reserve(current);
          current.oops();
        }),
      sibling: () => 0,
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const LEFT = "fd 0 is reserved for ever";
const reserved = (current: Task): number => raw.getUnusedFdFlags(current, 0);
const prepared = (current: Task): number => face.fdPrepare(current, 0);

export const mainline = dying(today, reserved, LEFT);
export const tagged = dying(firstVersion, reserved);
export const onSlots = dying(byGlue, prepared);
export const taskWork = dying(byTaskWork, prepared);
export const ignoringFault = dying(faultIgnored, reserved, LEFT);
