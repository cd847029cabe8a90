/** The task unshares its table between the reservation and the install. */
import { misuse } from "../misuse.js";
import { open } from "../../bugs/calls.js";

export const about = {
  title: "The task unshares its table between the reservation and the install.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "unshare", others: { opener: open } });
