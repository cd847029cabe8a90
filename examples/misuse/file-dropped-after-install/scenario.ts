/** The file is dropped although its reference went into the table. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The file is dropped although its reference went into the table.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "file-dropped-after-install" });
