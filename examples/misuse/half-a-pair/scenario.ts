/** The first of a pair is installed before the second is reserved. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The first of a pair is installed before the second is reserved.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "half-a-pair" });
