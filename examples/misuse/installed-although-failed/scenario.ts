/** The install stands where failures pass, too. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The install stands where failures pass, too.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "installed-although-failed" });
