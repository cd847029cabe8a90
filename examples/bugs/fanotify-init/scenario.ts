/** The clean-up of a pointer asks only whether it is NULL, and destroys an error pointer. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

export const about = {
  title: "The clean-up of a pointer asks only whether it is NULL, and destroys an error pointer.",
  source: "fanotify_init, fs/notify/fanotify; mended by 3a6b564a6beb",
  family: "broken clean-up",
} as const;

function setup() {
  return {};
}

/** What set-up made. */
export type Shared = ReturnType<typeof setup>;

/** The call in one design; `violates` is what the explorer must say of it. */
export function scenarioOf(
  design: string,
  call: (current: Task, shared: Shared) => number,
  violates?: string,
): Scenario {
  return scenario<Shared>({
    name: `fanotify-init, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
