/** What the clean-up would end is taken out of its hands before the last failure. */
import { misuse } from "../misuse.js";

export const about = {
  title: "What the clean-up would end is taken out of its hands before the last failure.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "taken-too-early" });
