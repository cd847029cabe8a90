/** One reference is installed in two numbers. */
import { misuse } from "../misuse.js";

export const about = {
  title: "One reference is installed in two numbers.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "one-reference-two-numbers" });
