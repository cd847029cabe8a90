/** The reservation is given back twice. */
import { misuse } from "../misuse.js";
import { open } from "../../bugs/calls.js";

export const about = {
  title: "The reservation is given back twice.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "double-put",
  others: { opener: open },
  check({ tasks, results }) {
    const number = results["opener"] ?? 0;
    if (number >= 0 && tasks["opener"]?.openDescriptors().includes(number) !== true)
      throw new Error(`another task opened fd ${number} and it is not open`);
  },
});
