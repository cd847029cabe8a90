/** The clean-up of a pointer tests only for NULL, so it destroys an error pointer. */
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
    name: `fanotify-init, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
