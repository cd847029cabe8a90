/** A loop installs in the same reservation again. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A loop installs in the same reservation again.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "install-in-loop" });
