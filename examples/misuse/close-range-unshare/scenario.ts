/** A close_range unshares the table between the reservation and the install. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A close_range unshares the table between the reservation and the install.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "close-range-unshare",
  setup: ({ init }) => {
    init.clone({ files: true }); // somebody shares the table
    return undefined;
  },
});
