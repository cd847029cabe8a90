/**
 * A tracer turns the success of a call into a failure, at the stop at the exit of the syscall. In every answer the file is
 * installed by then, and stays open: task work runs before a task stops (`ptrace_notify`, kernel/signal.c, Linux 6.12).
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

const EPERM = -1;

function rewriting(answer: Answer): Scenario {
  const rewrite = (result: number): number => (result < 0 ? result : EPERM);
  const violates = "the call failed and yet fd 0 is open";
  return traced("a tracer turns success into a failure", answer, rewrite, { violates });
}

export const mainline = rewriting(today);
export const token = rewriting(byToken);
export const tagged = rewriting(firstVersion);
export const onSlots = rewriting(byGlue);
export const taskWork = rewriting(byTaskWork);
export const ignoringFault = rewriting(faultIgnored);
