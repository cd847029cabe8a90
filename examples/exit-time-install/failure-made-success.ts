/**
 * A tracer turns the failure of a call into success, at the stop at the exit of the syscall. Either commit has undone the call
 * by then: the glue's comes before the stop, and so does all task work (`ptrace_notify`, kernel/signal.c, Linux 6.12). A fault
 * that is ignored is no failure: there is nothing for the tracer to turn.
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

function rewriting(answer: Answer): Scenario {
  return traced("a tracer turns a failure into success", answer, (result) => (result < 0 ? TURNED : result), {
    check({ tasks, results }) {
      const open = tasks["caller"]?.openDescriptors() ?? [];
      if (results["caller"] === TURNED && open.length > 0)
        throw new Error(`the call failed, was turned, and fd ${open.join()} is open`);
    },
  });
}

export const mainline = rewriting(today);
export const token = rewriting(byToken);
export const tagged = rewriting(firstVersion);
export const onSlots = rewriting(byGlue);
export const taskWork = rewriting(byTaskWork);
export const ignoringFault = rewriting(faultIgnored);
