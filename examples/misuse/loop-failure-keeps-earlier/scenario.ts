/** A loop reserves several numbers, and its failure exit forgets those of earlier rounds. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A loop reserves several numbers, and its failure exit forgets those of earlier rounds.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "loop-failure-keeps-earlier" });
