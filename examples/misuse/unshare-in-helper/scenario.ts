/** A helper that knows nothing of the reservation unshares the table. */
import { misuse } from "../misuse.js";
import { open } from "../../bugs/calls.js";

export const about = {
  title: "A helper that knows nothing of the reservation unshares the table.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "unshare-in-helper", others: { opener: open } });
