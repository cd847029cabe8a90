/** Two numbers are reserved, one file is installed, and the call returns the other number. */
import { misuse } from "../misuse.js";

export const about = {
  title: "Two numbers are reserved, one file is installed, and the call returns the other number.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "too-few-files" });
