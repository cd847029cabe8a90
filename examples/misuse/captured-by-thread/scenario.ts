/** A function that a new thread runs has captured the reservation, and installs in it. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A function that a new thread runs has captured the reservation, and installs in it.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "captured-by-thread" });
