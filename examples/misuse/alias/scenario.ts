/** A second name for the reservation outlives its use. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A second name for the reservation outlives its use.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "alias" });
