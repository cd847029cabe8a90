/** A task of another process installs what this one reserved. */
import type { Task } from "fd-reservation";
import { misuse } from "../misuse.js";

export const about = {
  title: "A task of another process installs what this one reserved.",
} as const;

/** What set-up made. */
export interface Shared {
  readonly worker: Task;
}

/** The call in one design; `violates` is what the explorer must say of it. */
export const scenarioOf = misuse<Shared>({
  name: "other-task",
  setup: ({ init }) => ({ worker: init.clone() }),
});
