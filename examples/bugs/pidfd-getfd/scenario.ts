/** The file is read after the install took its reference over. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

export const about = {
  title: "The file is read after the install took its reference over.",
  source: "pidfd_getfd with __receive_sock, kernel/pid.c; found in review, 2020",
  family: "touched after publishing",
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
    name: `pidfd-getfd, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call, closer: (current) => current.close(0) },

    ...(violates === undefined ? {} : { violates }),
  });
}
