/**
 * A sibling uses the descriptor while the body of the call has not ended: where the install is made at once, and not where
 * the return makes it.
 */
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today } from "./answers.js";
import { NUMBER, siblingOf } from "./sibling.js";

const entering = siblingOf(
  "the number is used before the call returns",
  (current) => current.fGetfd(NUMBER),
  ({ result, isInside }) => result >= 0 && isInside,
);

export const mainline = entering(today, true);
export const token = entering(byToken, true);
export const tagged = entering(firstVersion, false);
export const onSlots = entering(byGlue, false);
export const taskWork = entering(byTaskWork, false);
export const ignoringFault = entering(faultIgnored, true);
