/** The file is read after the install has consumed the reference. */
import type { Task } from "fd-reservation";
import { scenario, type Scenario } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

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
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call, closer: (current) => current.close(0) },

    ...(violates === undefined ? {} : { violates }),
  });
}
