/** Something that ends with the scope fails, after the install. */
import { misuse } from "../misuse.js";

export const about = {
  title: "Something that ends with the scope fails, after the install.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({ name: "disposal-throws" });
