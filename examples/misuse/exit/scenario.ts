/** The task gives up its table while a reservation is live. */
import { misuse } from "../misuse.js";

export const about = {
  title: "The task gives up its table while a reservation is live.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "exit",
  setup: ({ init }) => {
    init.clone({ files: true }); // somebody shares the table
    return undefined;
  },
});
