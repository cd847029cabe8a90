/**
 * A sibling finds the number taken while the call goes on: dup2 onto it gives EBUSY, in each answer from the reservation on
 * and before user space is told.
 */
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today } from "./answers.js";
import { NUMBER, siblingOf } from "./sibling.js";

const EBUSY = -16;

const taking = siblingOf(
  "dup2 onto the number gives EBUSY before user space is told",
  (current) => current.dup2(0, NUMBER),
  ({ result, isUntold }) => result === EBUSY && isUntold,
);

export const mainline = taking(today, true);
export const token = taking(byToken, true);
export const tagged = taking(firstVersion, true);
export const onSlots = taking(byGlue, true);
export const taskWork = taking(byTaskWork, true);
export const ignoringFault = taking(faultIgnored, true);
