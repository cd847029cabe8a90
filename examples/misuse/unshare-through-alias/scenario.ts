/** A second name for the task unshares the table while a reservation is live. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A second name for the task unshares the table while a reservation is live.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "unshare-through-alias",
  setup: ({ init }) => {
    init.clone({ files: true }); // somebody shares the table
    return undefined;
  },
});
