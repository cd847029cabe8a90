/** A cast hides from the compiler what it would refuse. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A cast hides from the compiler what it would refuse.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "cast-away" });
