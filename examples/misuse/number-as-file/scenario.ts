/** The number is given where the file belongs. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The number is given where the file belongs.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "number-as-file" });
