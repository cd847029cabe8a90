/** The reserved number is looked up before a file is published in it. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The reserved number is looked up before a file is published in it.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "looked-up-before-install",
  check({ results, failures }) {
    const result = results["caller"] ?? 0;
    if (failures.length === 0 && result < 0)
      throw new Error(`the call gives ${result} although nothing failed`);
  },
});
