/** The exit for a reservation that failed gives back its error number. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The exit for a reservation that failed gives back its error number.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "put-error-number" });
