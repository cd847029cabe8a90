/** The clean-up of the file is given an error pointer. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The clean-up of the file is given an error pointer.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "clean-up-of-error" });
