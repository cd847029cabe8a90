/** The reservation is kept, and installed by a later call. */
import { type Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";

export const about = {
  title: "The reservation is kept, and installed by a later call.",
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
    name: `kept-for-later, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    check({ tasks, results }) {
      const number = results["caller"] ?? 0;
      if (number >= 0 && tasks["caller"]?.openDescriptors().includes(number) !== true)
        throw new Error(`the call returned ${number}, which is not open`);
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
