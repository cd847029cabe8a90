/** A step that can fail follows the one that publishes. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A step that can fail follows the one that publishes.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "published-too-early" });
