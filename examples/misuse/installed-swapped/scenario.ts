/** Two files are installed in each other's number. */
import { misuse } from "../misuse.js";

export const about = {
  title: "Two files are installed in each other's number.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "installed-swapped",
  check({ tasks, results }) {
    const fdr = results["caller"] ?? 0;
    if (fdr < 0) return;
    using file = tasks["caller"]?.fget(fdr);
    if (file?.privateData !== 1) throw new Error(`fd ${fdr} should read and writes`);
  },
});
