/** A reference taken to be safe is never dropped. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A reference taken to be safe is never dropped.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "extra-reference" });
