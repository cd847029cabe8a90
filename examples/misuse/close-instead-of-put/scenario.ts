/** A failure exit closes the reserved number. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A failure exit closes the reserved number.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "close-instead-of-put" });
