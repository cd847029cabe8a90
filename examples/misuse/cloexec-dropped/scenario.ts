/** The caller asked for close-on-exec, and the number is reserved without it. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The caller asked for close-on-exec, and the number is reserved without it.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "cloexec-dropped",
  check({ tasks, results }) {
    const number = results["caller"] ?? 0;
    const slot = tasks["caller"]?.table?.slots.find(({ fd }) => fd === number);
    if (slot !== undefined && !slot.cloexec) throw new Error(`fd ${number} stays open across exec`);
  },
});
