/** The install is on a path that failures also take. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The install is on a path that failures also take.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "installed-although-failed" });
