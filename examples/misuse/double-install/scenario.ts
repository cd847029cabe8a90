/** A file is installed twice. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A file is installed twice.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "double-install" });
