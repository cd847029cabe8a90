/** The error number is returned without its sign. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The error number is returned without its sign.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "positive-error" });
