/**
 * A tracer turns the failure of a call into success, at the stop that comes when the body has returned. A commit in the
 * syscall glue has undone the call by then; one by task work comes later, takes the call for a success, and installs what
 * was staged. A fault that is ignored is no failure: there is nothing for the tracer to turn.
 */
import type { Scenario } from "fd-reservation/explore";
import {
  byGlue,
  byTaskWork,
  byToken,
  faultIgnored,
  firstVersion,
  today,
  traced,
  type Answer,
} from "./answers.js";

/** What the tracer writes over a failure; the calls themselves return 0. */
const TURNED = 1;

function rewriting(answer: Answer, violates?: string): Scenario {
  return traced("a tracer turns a failure into success", answer, (result) => (result < 0 ? TURNED : result), {
    check({ tasks, results }) {
      const open = tasks["caller"]?.openDescriptors() ?? [];
      if (results["caller"] === TURNED && open.length > 0)
        throw new Error(`the call failed, was turned, and fd ${open.join()} is open`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}

const OPEN = "the call failed, was turned, and fd 0 is open";

export const mainline = rewriting(today);
export const token = rewriting(byToken);
export const tagged = rewriting(firstVersion);
export const onSlots = rewriting(byGlue);
export const taskWork = rewriting(byTaskWork, OPEN);
export const ignoringFault = rewriting(faultIgnored);
