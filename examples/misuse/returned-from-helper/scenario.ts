/** A helper returns a reservation that its own scope has given back. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A helper returns a reservation that its own scope has given back.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "returned-from-helper" });
