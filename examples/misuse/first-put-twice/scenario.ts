/** With two reservations, the failure exit gives back the first twice and the second never. */
import { misuse } from "../misuse.js";
import { open } from "../../bugs/calls.js";

export const about = {
  title: "With two reservations, the failure exit gives back the first twice and the second never.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "first-put-twice",
  others: { opener: open },
  check({ tasks, results }) {
    const number = results["opener"] ?? 0;
    if (number >= 0 && tasks["opener"]?.openDescriptors().includes(number) !== true)
      throw new Error(`another task opened fd ${number} and it is not open`);
  },
});
