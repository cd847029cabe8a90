/** The number is given back although a file is installed in it. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The number is given back although a file is installed in it.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "put-after-install" });
