/** A second reservation takes the place of the first in its variable. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A second reservation takes the place of the first in its variable.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "overwritten" });
