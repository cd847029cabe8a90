/** The number is given back although a file is installed in it. */
import { open } from "../../bugs/calls.js";
import { misuse } from "../misuse.js";

export const about = {
  title: "The number is given back although a file is installed in it.",
} as const;

/**
 * The call in one design; `violates` is what the explorer must say of it. Another task may be given the number that was put
 * too early. What is open in the end must be what a call returned.
 */
export const scenarioOf = misuse({
  name: "put-after-install",
  others: { opener: open },
  check({ tasks, results }) {
    const told = [results["caller"], results["opener"]];
    const unknown = tasks["caller"]?.openDescriptors().filter((fd) => !told.includes(fd)) ?? [];
    if (unknown.length > 0) throw new Error(`fd ${unknown.join()} is open, and no call returned it`);
  },
});
