/**
 * A sibling that guesses the number uses the descriptor before user space is told of it: only where the install comes before
 * the telling.
 */
import { byGlue, byTaskWork, byToken, faultIgnored, firstVersion, today } from "./answers.js";
import { NUMBER, siblingOf } from "./sibling.js";

const guessing = siblingOf(
  "the number is used before user space is told",
  (current) => current.fGetfd(NUMBER),
  ({ result, isUntold }) => result >= 0 && isUntold,
);

export const mainline = guessing(today, false);
export const token = guessing(byToken, false);
export const tagged = guessing(firstVersion, false);
export const onSlots = guessing(byGlue, false);
export const taskWork = guessing(byTaskWork, false);
export const ignoringFault = guessing(faultIgnored, true);
