/** The number is read from the reservation after it was consumed. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The number is read from the reservation after it was consumed.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "number-after-install" });
