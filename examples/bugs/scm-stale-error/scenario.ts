/** A step after the install gives an error that its caller takes for failure: the descriptor stays. */
import { allocUser, type Task } from "fd-reservation";
import { scenario, type Scenario, type World } from "fd-reservation/explore";

export const about = {
  title: "A step after the install gives an error that its caller takes for failure: the descriptor stays.",
  source: "__scm_install_fd, net/core/scm.c; found in review, 2020",
  family: "last failure after install",
} as const;

function setup({ kernel }: World) {
  const user = allocUser(kernel, 1);
  return { user };
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
    name: `scm-stale-error, ${design}`,
    kernel: design === "transaction" ? { scheme: "tagged" } : {},
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
