/** A pointer is used after it was set to NULL, because the file owns its object. */
import type { Task } from "fd-reservation";
import { kref } from "fd-reservation/designs";
import { scenario, type Scenario, type World } from "fd-reservation/explore";
import { kernelOf } from "../../kernels.js";

function setup({ kernel }: World) {
  return { info: kref.makeIn(kernel, "source_info") };
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
    name: `papr-hvpipe, ${design}`,
    kernel: kernelOf(design),
    setup,
    tasks: { caller: call },

    ...(violates === undefined ? {} : { violates }),
  });
}
