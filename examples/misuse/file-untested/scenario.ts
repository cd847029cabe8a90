/** Nobody asks whether the file was made. */
import { misuse } from "../misuse.js";

export const about = {
  title: "Nobody asks whether the file was made.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "file-untested" });
