/**
 * How many descriptors one syscall can have opened by its return: two pairs in the task, and a page of them. recvmmsg can
 * receive more: each message brings up to 253. Where the install is made at once, RLIMIT_NOFILE alone is the end.
 */
import type { Task } from "fd-reservation";
import { raw, slots as face } from "fd-reservation/designs";
import { scenario, type Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today, type Answer } from "./answers.js";

/** RLIMIT_NOFILE: past what a page holds. */
export const LIMIT = 1100;

/** What each answer comes to; the scenarios hold it to that. */
export const most = {
  mainline: LIMIT,
  token: LIMIT,
  tagged: 1026,
  onSlots: 1026,
  taskWork: 1026,
  ignoringFault: LIMIT,
} as const;

function reserving({ name, kernel }: Answer, reserve: (current: Task) => number, expected: number): Scenario {
  return scenario({
    name: `as many as one syscall can have, ${name}`,
    // The faces are C's: the binding's guards would refuse to exit with what is reserved.
    kernel: { ...kernel, guards: false, rlimitNofile: LIMIT },
    // In set-up: what is counted needs no interleaving and no failure.
    setup({ init }) {
      let count = 0;
      while (reserve(init) >= 0) count++;
      init.exit();
      return { count };
    },
    tasks: { nobody: () => 0 },
    check({ shared: { count } }) {
      if (count !== expected) throw new Error(`${count} descriptors were reserved`);
    },
  });
}

const reserved = (current: Task): number => raw.getUnusedFdFlags(current, 0);
const prepared = (current: Task): number => face.fdPrepare(current, 0);

export const mainline = reserving(today, reserved, most.mainline);
export const token = reserving(byToken, reserved, most.token);
export const tagged = reserving(firstVersion, reserved, most.tagged);
export const onSlots = reserving(byGlue, prepared, most.onSlots);
export const taskWork = reserving(byTaskWork, prepared, most.taskWork);
export const ignoringFault = reserving(faultIgnored, reserved, most.ignoringFault);
