/** A callback that runs twice installs what it captured. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A callback that runs twice installs what it captured.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "captured" });
