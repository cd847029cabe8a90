/** A file is installed at a number that nobody reserved. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A file is installed at a number that nobody reserved.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "number-made-up" });
