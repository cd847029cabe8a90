/**
 * A tracer turns the failure of a call into success, at the stop that comes when the body has returned. A commit in the
 * syscall glue has undone the call by then; one by task work comes later, takes the call for a success, and installs what
 * was staged.
 */
import type { Scenario } from "fd-reservation/explore";
import { byGlue, byTaskWork, faultIgnored, firstVersion, today, traced, type Answer } from "./answers.js";

function rewriting(answer: Answer, violates?: string): Scenario {
  return traced("a tracer turns a failure into success", answer, (result) => Math.max(result, 0), {
    check({ kernel, tasks, shared }) {
      const told = kernel.memory.load(shared.user);
      const unknown = tasks["caller"]?.openDescriptors().filter((fd) => fd + 1 !== told) ?? [];
      if (unknown.length > 0) throw new Error(`fd ${unknown.join()} is open, and the caller was not told`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const OPEN = "fd 0 is open, and the caller was not told";

export const mainline = rewriting(today);
export const tagged = rewriting(firstVersion);
export const onSlots = rewriting(byGlue);
export const taskWork = rewriting(byTaskWork, OPEN);
export const ignoringFault = rewriting(faultIgnored, OPEN);
