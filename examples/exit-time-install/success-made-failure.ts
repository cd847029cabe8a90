/**
 * A tracer turns the success of a call into a failure, at the stop that comes when the body has returned. What is installed
 * by then stays open; a commit by task work comes later, takes the call for a failure, and undoes it.
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

function rewriting(answer: Answer, violates?: string): Scenario {
  const rewrite = (result: number): number => (result < 0 ? result : EPERM);
  const more = violates === undefined ? {} : { violates };
  return traced("a tracer turns success into a failure", answer, rewrite, more);
}

const OPEN = "the call failed and yet fd 0 is open";

export const mainline = rewriting(today, OPEN);
export const token = rewriting(byToken, OPEN);
export const tagged = rewriting(firstVersion, OPEN);
export const onSlots = rewriting(byGlue, OPEN);
export const taskWork = rewriting(byTaskWork);
export const ignoringFault = rewriting(faultIgnored, OPEN);
