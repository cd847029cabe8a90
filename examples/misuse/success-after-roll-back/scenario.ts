/** What was reserved is given back, and the call returns its number. */
import { misuse } from "../misuse.js";

export const about = {
  title: "What was reserved is given back, and the call returns its number.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "success-after-roll-back" });
