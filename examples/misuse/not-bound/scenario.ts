/** The reservation is made and bound to nothing. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The reservation is made and bound to nothing.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "not-bound" });
