/** The copy to user space fails and the call goes on: user space is never told the number. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title: "The copy to user space fails and the call goes on: user space is never told the number.",
} as const;

function setup({ kernel }: World) {
  return { user: allocUser(kernel, 1) };
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
    name: `result-ignored, ${design}`,
    kernel: design === "transaction" ? { reservations: "per-task" } : {},
    setup,
    tasks: { caller: call },

    check({ kernel, results, shared }) {
      if (results["caller"] === 0 && kernel.memory.words[shared.user] !== 1)
        throw new Error("the call succeeded, and user space was not told the number");
    },
    ...(violates === undefined ? {} : { violates }),
  });
}
