/** A generator holds the reservation, and nobody asks it for its next value. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A generator holds the reservation, and nobody asks it for its next value.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "abandoned-generator" });
