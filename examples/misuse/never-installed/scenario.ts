/** The call succeeds, and the install was forgotten. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The call succeeds, and the install was forgotten.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "never-installed" });
