/** A failure exit gives back the number and forgets the file. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A failure exit gives back the number and forgets the file.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "file-forgotten" });
