/** The reservation is kept, and installed by a later call. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The reservation is kept, and installed by a later call.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "kept-for-later" });
