/** A borrowed file is installed without a separate reference. */
import { misuse } from "../misuse.js";
import { open } from "../../bugs/calls.js";

export const about = {
  title: "A borrowed file is installed without a separate reference.",
} as const;

/** What set-up made. */
export interface Shared {
  readonly lent: number;
}

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse<Shared>({
  name: "borrowed-file",
  setup: ({ init }) => ({ lent: open(init) }),
});
