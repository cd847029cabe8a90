/** A lookup that borrows without a reference, a close of the same number in the same call, and a use of the file. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

export const about = {
  title:
    "A lookup that borrows without a reference, a close of the same number in the same call, and a use of the file.",
  source: "BC_FREE_BUFFER, drivers/android/binder.c; CVE-2019-2000; mended by 80cd795630d6",
  family: "closed during a borrowed lookup",
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
    name: `binder-close, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: { kind: "process", run: call } },

    ...(violates === undefined ? {} : { violates }),
  });
}
