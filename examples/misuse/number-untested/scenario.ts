/** Nobody asks whether a number was reserved. */
import { misuse } from "../misuse.js";

export const about = {
  title: "Nobody asks whether a number was reserved.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "number-untested" });
