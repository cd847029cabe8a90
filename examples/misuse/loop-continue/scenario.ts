/** A loop goes on to its next round and leaves the reservation of this one behind. */
import { misuse } from "../misuse.js";

export const about = {
  title: "A loop goes on to its next round and leaves the reservation of this one behind.",
} as const;

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse({
  name: "loop-continue",
  check() {
    // a prefix may be open when a later round fails
  },
});
