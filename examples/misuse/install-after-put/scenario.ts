/** The number is given back on the way, and installed after all. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The number is given back on the way, and installed after all.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "install-after-put" });
