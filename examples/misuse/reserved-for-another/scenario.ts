/** The number is reserved in the table of another process. */
import type { Task } from "fd-reservation";
import { misuse } from "../misuse.js";

export const about = {
  title: "The number is reserved in the table of another process.",
} as const;

/** What set-up made. */
export interface Shared {
  readonly worker: Task;
}

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse<Shared>({
  name: "reserved-for-another",
  setup: ({ init }) => ({ worker: init.clone() }),
});
