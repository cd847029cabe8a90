/** A failure exit leaves the reservation behind. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A failure exit leaves the reservation behind.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "forgotten-clean-up" });
