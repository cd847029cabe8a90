/** What makes the file gives NULL for a failure, and only error pointers are asked for. */
import { misuse } from "../misuse.js";

export const about = {
  title: "What makes the file gives NULL for a failure, and only error pointers are asked for.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "null-untested" });
